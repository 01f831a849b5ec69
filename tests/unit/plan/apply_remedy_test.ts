import { assert, assertEquals } from "@std/assert";
import { wordsOf } from "../../../lib/catalog/tool_words.ts";
import { PYTEST } from "../../../lib/catalog/runners/pytest.ts";
import type { SuiteCommand } from "../../../lib/model/plan.ts";
import { applyRemedy, settingsOf } from "../../../lib/plan/apply_remedy.ts";
import { SAMPLE_CONTAINER, SAMPLE_PLAN } from "../../support/sample_plan.ts";

const REQUEST = {
  ...{ runner: "pytest", paths: ["tests"], args: ["-n2"], command: [], report: null },
};
const FULL: SuiteCommand = {
  ...PYTEST.command(REQUEST),
  env: { HOME: "/tmp" },
  cwd: ".",
  timeoutMs: 60_000,
  request: REQUEST,
};
const [first] = SAMPLE_PLAN.suites;
assert(first !== undefined);
const SUITE = { ...first, container: SAMPLE_CONTAINER, full: FULL, retries: 2 };
const TABLES = { runners: [PYTEST], words: wordsOf("pytest") };
const SETTINGS = settingsOf(SUITE, "/project");

Deno.test("applyRemedy() changes nothing for a first attempt but that it is tried once", () => {
  assertEquals(applyRemedy(SUITE, SETTINGS, TABLES), {
    ...{ ...SUITE, retries: 0 },
    container: { ...SAMPLE_CONTAINER, timeoutMs: 60_000 },
  });
});

Deno.test("applyRemedy() turns limits, folders and user of the container", () => {
  const turned = { timeoutMs: 120_000, memoryBytes: 1, shmSizeBytes: 2, pidsLimit: 3, user: "7:8" };
  const place = { workdir: "/elsewhere", mounts: [], pull: "always" } as const;
  const { container, full } = applyRemedy(SUITE, { ...SETTINGS, ...turned, ...place }, TABLES);
  assertEquals(container, { ...SAMPLE_CONTAINER, ...turned, ...place });
  assertEquals(full.timeoutMs, 120_000);
});

Deno.test("applyRemedy() selects files of tests, told from where the tool starts", () => {
  const targets = [{ file: "sub/tests/test_a.py", class: "", name: "" }];
  const { full } = applyRemedy(SUITE, { ...SETTINGS, cwd: "sub", targets }, TABLES);
  assertEquals(full.request?.paths, ["tests/test_a.py"]);
  assertEquals(full.cwd, "sub");
  assert(!full.argv.includes("tests"));
});

Deno.test("applyRemedy() spells serial order, few words, no plugins and close watching", () => {
  const spelled = (given: Partial<typeof SETTINGS>) =>
    applyRemedy(SUITE, { ...SETTINGS, ...given }, TABLES).full;
  assert(spelled({ isSerial: true }).argv.includes("no:qa_gate_parallel"));
  assert(spelled({ isQuiet: true }).argv.includes("-q"));
  assert(spelled({ isWatched: true }).argv.includes("-vv"));
  assertEquals(spelled({ isWatched: true }).env["PYTHONFAULTHANDLER"], "1");
  const bare = spelled({ hasPlugins: false });
  assertEquals(bare.env, { HOME: "/tmp", PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1" });
  assert(bare.argv.includes("addopts="));
});
