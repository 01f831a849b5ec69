import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, PLAIN, readCounts, testNamed } from "./count_outcomes.ts";
import { installPackages, requireNpm } from "./npm_tools.ts";
import { runSelected } from "./run_selected.ts";

Deno.test({
  name: "qa_gate detects Vitest, ends its watching script and counts every outcome as Vitest does",
  ...await requireNpm(),
  async fn() {
    await using tools = await installPackages("vitest@3.2.7");
    await using where = await copyProject("vitest");
    await Deno.symlink(tools.path, `${where.root}/node_modules`);
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN });
    const { results, tests, run } = await checkRun(end);
    const said = await Deno.readTextFile(`${end.folder}/stdout.log`);
    assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout + said);
    assertEquals(results.suites[0]?.runner, "vitest-npm");
    assertStringIncludes(run.notes.join("\n"), "runs Vitest: npm test");
    // A file that does not load and a hook of a group are errors that Vitest counts as no test.
    const isOwn = (name: string) => name !== "(file)" && name !== "(hook)";
    const own = readCounts(/^ +Tests .*$/m.exec(said)?.[0] ?? "");
    assertEquals(own, { failed: 6, passed: 6, skipped: 2, todo: 1 }, said);
    assertEquals(countOutcomes(tests.filter(({ name }) => isOwn(name))), {
      passed: 5,
      flaky: 1,
      failed: 5,
      "timed-out": 1,
      skipped: 3,
    });
    const errors = tests.filter(({ name }) => !isOwn(name)).toSorted((a, b) =>
      a.file < b.file ? -1 : 1
    );
    assertEquals(errors.map((test) => [test.file, test.class, test.name, test.outcome]), [
      ["src/broken.test.ts", "", "(file)", "error"],
      ["src/outcomes.test.ts", "broken hook", "(hook)", "error"],
    ]);
    assertStringIncludes(errors[0]?.message ?? "", "no_such_module");
    const fails = testNamed(tests, "fails");
    assertEquals([fails.file, fails.line], ["src/outcomes.test.ts", 8]);
    assertEquals(fails.message, "AssertionError: expected 3 to be 4 // Object.is equality");
    assertEquals(testNamed(tests, "flaky").earlier.map(({ message }) => message), [
      "Error: try 1",
      "Error: try 2",
    ]);
    assertEquals(testNamed(tests, "never passes").earlier.length, 1);
    const { file, class: group, name } = testNamed(tests, "unicode ✓ 名前");
    assertEquals(group, "grüße > 内側");
    const target = { file, class: group, name };
    assertEquals(await runSelected(where.root, "vitest", [target]), [target]);
  },
});
