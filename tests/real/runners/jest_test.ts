import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, PLAIN, readCounts, testNamed } from "./count_outcomes.ts";
import { installPackages, requireNpm } from "./npm_tools.ts";
import { runSelected } from "./run_selected.ts";

Deno.test({
  name: "qa_gate detects Jest and counts every outcome as Jest does",
  ...await requireNpm(),
  async fn(t) {
    await using tools = await installPackages("jest@30.5.2");
    await using where = await copyProject("jest");
    await Deno.symlink(tools.path, `${where.root}/node_modules`);
    await t.step("all tests", async () => {
      const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN });
      const { results, tests, run } = await checkRun(end);
      const said = await Deno.readTextFile(`${end.folder}/stderr.log`);
      assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout + said);
      assertEquals(results.suites[0]?.runner, "jest-npm");
      assertStringIncludes(run.notes.join("\n"), "runs Jest: npm test");
      const broken = tests.filter(({ name }) => name === "(file)");
      const counts = countOutcomes(tests.filter(({ name }) => name !== "(file)"));
      const own = readCounts(/^Tests: .*$/m.exec(said)?.[0] ?? "");
      assertEquals(own, { failed: 7, skipped: 1, todo: 1, passed: 7, total: 16 }, said);
      // Jest has one word for a failure and for a timeout, and none for a test that was tried again.
      assertEquals(counts, { passed: 6, flaky: 1, failed: 6, "timed-out": 1, skipped: 2 });
      assertEquals(broken.map(({ file, outcome }) => [file, outcome]), [
        ["src/broken.test.js", "error"],
      ]);
      assertStringIncludes(broken[0]?.message ?? "", "Cannot find module './no_such_module'");
      checkDetails(tests);
    });
    await t.step("only what was selected", async () => {
      const file = "src/outcomes.test.js";
      const targets = [
        { file, class: "", name: "fails" },
        { file, class: "grüße > 内側", name: "unicode ✓ 名前" },
      ];
      assertEquals(await runSelected(where.root, "jest", targets), targets);
    });
  },
});

function checkDetails(tests: Parameters<typeof testNamed>[0]): void {
  const fails = testNamed(tests, "fails");
  assertEquals([fails.file, fails.line], ["src/outcomes.test.js", 7]);
  assertStringIncludes(fails.message, "(Expected: 4, Received: 3)");
  assertEquals(testNamed(tests, "flaky").earlier.map(({ message }) => message), [
    "Error: try 1",
    "Error: try 2",
  ]);
  assertEquals(testNamed(tests, "never passes").earlier.length, 2);
  assertEquals(testNamed(tests, "unicode ✓ 名前").class, "grüße > 内側");
  const twice = tests.filter(({ name }) => name === "twice");
  assertEquals(twice.map(({ occurrence, outcome }) => [occurrence, outcome]), [
    [1, "passed"],
    [2, "failed"],
  ]);
}
