import { assertEquals } from "@std/assert";
import type { ContainerSettings, SettingSource } from "../../../lib/model/plan.ts";
import { restoreSuite } from "../../../lib/plan/restore_suite.ts";
import { makePlanJson } from "../../../lib/report/make_plan_json.ts";
import { samplePlanned, sampleReplayPlan, sampleSource } from "../../support/sample_replay.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const OPTIONS = { recordedName: "unit", sources: [], present: new Set<string>() };

/** A record whose suite unit had these settings of its container. */
function recordOf(changes: Partial<ContainerSettings>, failsafeMs = 300_000) {
  const container = { ...SAMPLE_CONTAINER, ...changes };
  const failsafe = { ...samplePlanned("unit").full, timeoutMs: failsafeMs };
  const plan = sampleReplayPlan([samplePlanned("unit", { container, failsafe })]);
  const source = sampleSource([]);
  return { ...source.record, files: { ...source.record.files, plan: makePlanJson(plan) } };
}

Deno.test("restoreSuite() takes image and limits of the record, and says that they come from there", () => {
  const record = recordOf({ memoryBytes: 2 ** 29, timeoutMs: 1000 });
  const { suite, sources, differences } = restoreSuite(samplePlanned("unit"), record, OPTIONS);
  assertEquals(suite.container?.memoryBytes, 2 ** 29);
  assertEquals([suite.container?.timeoutMs, suite.full.timeoutMs], [1000, 1000]);
  assertEquals(sources.map(({ name, from }) => [name, from]), [
    ["unit: image", "record"],
    ["unit: memory", "record"],
    ["unit: timeout", "record"],
  ]);
  assertEquals(differences, []);
});

Deno.test("restoreSuite() never takes network, user, folder, mounts or variables, and tells them", () => {
  const record = recordOf({
    network: "host",
    user: "0:0",
    workdir: "/",
    mounts: [{ source: "/", target: "/host", readOnly: false }],
    env: { LD_PRELOAD: "x" },
  });
  const { suite, differences } = restoreSuite(samplePlanned("unit"), record, OPTIONS);
  const { network, user, workdir, mounts, env } = suite.container ?? SAMPLE_CONTAINER;
  assertEquals([network, user, workdir, mounts, env], ["none", null, "/workspace", [], {}]);
  assertEquals(differences.map(({ recorded, now }) => `${recorded}, ${now}`), [
    "network host, network none",
    "user 0:0, user the engine's default",
    "workdir /, workdir /workspace",
    "mounts /host, mounts none",
    "variables LD_PRELOAD, variables none",
  ]);
});

Deno.test("restoreSuite() leaves what a flag or a variable set", () => {
  const record = recordOf({ memoryBytes: 2 ** 29 }, 1000);
  const sources: readonly SettingSource[] = [
    { name: "memory", value: "1g", from: "environment", where: "QA_MEMORY" },
    { name: "unit: timeout", value: "5m", from: "flag", where: "--timeout" },
  ];
  const planned = samplePlanned("unit", { failsafe: samplePlanned("unit").full });
  const { suite } = restoreSuite(planned, record, { ...OPTIONS, sources });
  assertEquals(suite.container?.memoryBytes, SAMPLE_CONTAINER.memoryBytes);
  assertEquals(suite.failsafe?.timeoutMs, planned.full.timeoutMs);
  const free = restoreSuite(planned, record, OPTIONS);
  assertEquals(free.suite.failsafe?.timeoutMs, 1000);
});

Deno.test("restoreSuite() leaves a suite without a container, and a record without limits", () => {
  const bare = samplePlanned("unit", { container: null });
  assertEquals(restoreSuite(bare, recordOf({}), OPTIONS).suite.container, null);
  const { record } = sampleSource([], { environment: null });
  assertEquals(restoreSuite(samplePlanned("unit"), record, OPTIONS), {
    suite: samplePlanned("unit"),
    sources: [],
    differences: [],
  });
});
