import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, type GateEnd, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, PLAIN, readCounts, testNamed } from "./count_outcomes.ts";
import { installPackages, requireNpm } from "./npm_tools.ts";
import { runSelected } from "./run_selected.ts";

const DYING = `
it("before", () => {});
describe("group", () => {
  it("kills its process", () => process.kill(process.pid, "SIGKILL"));
  it("after", () => {});
});
`;

Deno.test({
  name: "qa_gate detects Mocha and counts every outcome as Mocha does",
  ...await requireNpm(),
  async fn(t) {
    await using tools = await installPackages("mocha@11.8.0", "des.js@1.1.0");
    const run = async (root: string) => {
      await Deno.symlink(tools.path, `${root}/node_modules`);
      const end = await runGate(root, ["--mode", "failsafe"], { env: PLAIN });
      return { end, files: await checkRun(end) };
    };
    await t.step("all outcomes", async () => {
      await using where = await copyProject("mocha");
      const { end, files: { results, tests } } = await run(where.root);
      assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout);
      assertEquals(results.suites[0]?.runner, "mocha-npm");
      assertEquals(await readSummary(end), { passing: 5, pending: 2, failing: 8 });
      // Mocha counts a broken hook as a failure, and the tests it kept from running not at all.
      assertEquals(countOutcomes(tests), {
        passed: 4,
        flaky: 1,
        skipped: 2,
        failed: 5,
        "timed-out": 1,
        error: 2,
        "not-run": 3,
      });
      checkDetails(tests);
      const { file, class: group, name } = testNamed(tests, "unicode ✓ 名前");
      const target = { file, class: group, name };
      assertEquals(await runSelected(where.root, "mocha", [target]), [target]);
    });
    await t.step("a file that does not load", async () => {
      await using where = await copyProject("mocha");
      await Deno.writeTextFile(`${where.root}/test/broken.spec.js`, 'require("./no_such_module");');
      const { end, files: { results, tests } } = await run(where.root);
      assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout);
      assertEquals(tests.map(({ file, name, outcome }) => [file, name, outcome]), [
        ["test/broken.spec.js", "(file)", "error"],
      ]);
      assertStringIncludes(tests[0]?.message ?? "", "Cannot find module './no_such_module'");
    });
    await t.step("a process that dies", async () => {
      await using where = await copyProject("mocha");
      await Deno.writeTextFile(`${where.root}/test/outcomes.spec.js`, DYING);
      const { end, files: { results, tests } } = await run(where.root);
      assert(end.exit === 1 && results.suites[0]?.outcome !== "passed", end.stdout);
      assertEquals(tests.map((test) => [test.class, test.name, test.outcome]), [
        ["", "before", "passed"],
        ["group", "kills its process", "crashed"],
      ]);
    });
    await t.step("the suite of des.js, which none of us wrote", async () => {
      const from = `${tools.path}/des.js`;
      await using where = await openProject({});
      await new Deno.Command("cp", { args: ["-r", `${from}/.`, where.root] }).output();
      const { end, files: { results } } = await run(where.root);
      assertEquals([end.exit, results.suites[0]?.runner], [0, "mocha-npm"], end.stdout);
      const { passing = 0, failing = 0 } = await readSummary(end);
      assertEquals([results.passed, results.failed, results.total], [passing, failing, passing]);
      assert(passing > 20, `${passing}`);
    });
  },
});

async function readSummary(end: GateEnd): Promise<Readonly<Record<string, number>>> {
  const said = await Deno.readTextFile(`${end.folder}/stdout.log`);
  const lines = [...said.matchAll(/^ {2}(\d+ (?:passing|pending|failing))\b/gm)];
  return readCounts(lines.map(([, line]) => line).join(" "));
}

function checkDetails(tests: readonly TestRecord[]): void {
  const fails = testNamed(tests, "fails");
  assertEquals([fails.file, fails.line], ["test/outcomes.spec.js", 8]);
  assertEquals(fails.message, "AssertionError [ERR_ASSERTION]: 3 == 4");
  assertEquals(testNamed(tests, "flaky").earlier.map(({ message }) => message), [
    "Error: try 1",
    "Error: try 2",
  ]);
  assertEquals(testNamed(tests, "never passes").earlier.length, 2);
  assertEquals(testNamed(tests, "unicode ✓ 名前").class, "grüße > 内側");
  const hooks = tests.filter(({ outcome }) => outcome === "error");
  assertEquals(hooks.map((test) => [test.class, test.name]), [
    ["broken hook", '"before all" hook for "never runs"'],
    ["broken beforeEach", '"before each" hook for "never runs either"'],
  ]);
}
