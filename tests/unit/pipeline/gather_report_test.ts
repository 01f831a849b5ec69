import { assert, assertEquals } from "@std/assert";
import events from "../../../fixtures/docker/events/life/stdout.txt" with { type: "text" };
import { readDockerEvent } from "../../../lib/docker/docker_events.ts";
import { executionsOf, gatherSeries, gatherTrends } from "../../../lib/pipeline/gather_report.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_ACCOUNT } from "../../support/sample_account.ts";
import { greenRecord } from "../../support/sample_record.ts";
import { sampleAt } from "../../support/sample_sample.ts";
import { sampleExecution, sampleSuite } from "../../support/sample_suite.ts";

const RUN = "/r";
const FOLDER = "suites/unit/container-1";
const STATS = `${RUN}/${FOLDER}/container_stats.jsonl`;
const [first = ""] = events.split("\n");
const ID = readDockerEvent(first)?.containerId ?? "";
const LINES = [sampleAt(1000), sampleAt(2000)].map((one) => `${JSON.stringify(one)}\n`).join("");

function executions(folder = FOLDER) {
  const container = { ...SAMPLE_ACCOUNT, id: ID };
  const execution = sampleExecution({ folder, container });
  return executionsOf(greenRecord({ suites: [sampleSuite(execution)] }));
}

async function gather(files: Record<string, string>, folder = FOLDER) {
  const host = fakeHost({ files });
  return await gatherSeries(host, RUN, { executions: executions(folder), isOwn: false });
}

Deno.test("gatherSeries() puts samples, limits and what the engine told of a container together", async () => {
  const [one] = await gather({ [STATS]: LINES, [`${RUN}/container_events.jsonl`]: events });
  assert(one !== undefined);
  assertEquals([one.title, one.file], [
    "unit, container, attempt 1",
    `${FOLDER}/container_stats.jsonl`,
  ]);
  assertEquals(one.points.length, 2);
  assertEquals(one.marks[0], { atMs: 0, kind: "start", label: "start" });
  assert(one.marks.some(({ label }) => /^exit \d+$/.test(label)), JSON.stringify(one.marks));
  assert(one.marks.every(({ atMs }) => atMs >= 0));
});

Deno.test("gatherSeries() has nothing of short containers, of one sample, and of local runs", async () => {
  assertEquals(await gather({}), []);
  assertEquals(await gather({ [STATS]: `${JSON.stringify(sampleAt(1000))}\n` }), []);
  const local = executionsOf(greenRecord());
  const host = fakeHost({ files: { [STATS]: LINES } });
  assertEquals(await gatherSeries(host, RUN, { executions: local, isOwn: false }), []);
});

Deno.test("gatherSeries() reads nothing outside of the run's folder", async () => {
  const files = { "/elsewhere/container_stats.jsonl": LINES };
  assertEquals(await gather(files, "../elsewhere"), []);
});

Deno.test("gatherTrends() is silent without a history", async () => {
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(message);
  assertEquals(await gatherTrends(fakeHost(), null, warn), null);
  assertEquals(await gatherTrends(fakeHost(), "/out/history.sqlite", warn), null);
  assertEquals(warnings, []);
});
