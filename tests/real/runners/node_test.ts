import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, PLAIN, testNamed } from "./count_outcomes.ts";
import { requireNpm } from "./npm_tools.ts";

Deno.test({
  name: "qa_gate counts every outcome of node:test as Node does",
  ...await requireNpm(),
  async fn() {
    await using where = await copyProject("node_outcomes");
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN });
    const { results, tests } = await checkRun(end);
    const said = await Deno.readTextFile(`${end.folder}/stdout.log`);
    assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout + said);
    const lines = said.matchAll(/^ℹ (tests|pass|fail|cancelled|skipped|todo) (\d+)$/gm);
    const own = Object.fromEntries([...lines].map(([, word, count]) => [word, Number(count)]));
    assertEquals(own, { tests: 17, pass: 5, fail: 7, cancelled: 2, skipped: 1, todo: 2 });
    // A hook of a group is an error that Node counts as no test.
    assertEquals(countOutcomes(tests.filter(({ name }) => name !== "(hook)")), {
      // Five, and one that is marked as still to do.
      passed: 6,
      "expected-failure": 1,
      // Seven without the file that does not load; the cancelled are one timeout and one error.
      failed: 6,
      "timed-out": 1,
      error: 2,
      skipped: 1,
    });
    const broken = testNamed(tests, "(file)");
    assertEquals([broken.file, broken.outcome], ["test/broken.test.mjs", "error"]);
    assertStringIncludes(broken.message, "Cannot find module");
    const fails = testNamed(tests, "fails");
    assertEquals([fails.file, fails.line], ["test/outcomes.test.mjs", 9]);
    assertStringIncludes(fails.message, "3 !== 4");
    assertEquals(testNamed(tests, "unicode ✓ 名前").class, "grüße > 内側");
    assertEquals(testNamed(tests, "bad child").class, "parent");
  },
});

Deno.test({
  name: "qa_gate names the test of node:test that was running when its file's process died",
  ...await requireNpm(),
  async fn() {
    await using where = await openProject({
      "package.json": { scripts: { test: "node --test" } },
      "a.test.mjs": `import { describe, it, test } from "node:test";
test("before", () => {});
describe("group", () => {
  it("kills its process", async () => {
    // What Node told its parent so far must be on its way: its stream needs some turns.
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
    process.kill(process.pid, "SIGKILL");
  });
});`,
      "b.test.mjs": `import { test } from "node:test"; test("elsewhere", () => {});`,
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN });
    const { tests } = await checkRun(end);
    assertEquals(tests.map(({ file, name, outcome }) => [file, name, outcome]).toSorted(), [
      ["a.test.mjs", "(file)", "error"],
      ["a.test.mjs", "before", "passed"],
      ["a.test.mjs", "kills its process", "crashed"],
      ["b.test.mjs", "elsewhere", "passed"],
    ], end.stdout);
    assertEquals(end.exit, 1);
    assertEquals(testNamed(tests, "(file)").message, "its process ended by SIGKILL");
  },
});
