import { assertEquals } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { copyProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, testNamed } from "./count_outcomes.ts";
import { runSelected } from "./run_selected.ts";

Deno.test("qa_gate counts every outcome of deno test as Deno does", async (t) => {
  await using where = await copyProject("deno_outcomes");
  await t.step("all tests", async () => {
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: { NO_COLOR: "1" } });
    const { results, tests } = await checkRun(end);
    const said = await Deno.readTextFile(`${end.folder}/stdout.log`);
    assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout + said);
    const line = /^FAILED \| .*$/m.exec(said)?.[0] ?? "";
    assertEquals(
      line.replace(/ \(\d+\w+\)$/, ""),
      "FAILED | 5 passed (4 steps) | 6 failed (3 steps) | 1 ignored (1 step)",
    );
    // A test and a step that failed only by a step inside of them are not counted again.
    assertEquals(countOutcomes(tests), { passed: 5 + 4, failed: 6 + 3 - 2, skipped: 1 + 1 });
    const fails = testNamed(tests, "fails");
    assertEquals([fails.file, fails.class], ["outcomes_test.ts", ""]);
    assertEquals(fails.message.replace("Uncaught ", ""), "Error: 3 is not 4");
    assertEquals(testNamed(tests, "bad inner").class, "parent > outer");
  });
  await t.step("only what was selected", async () => {
    const target = { file: "outcomes_test.ts", class: "", name: "grüße 内側 ✓" };
    assertEquals(await runSelected(where.root, "deno", [target]), [target]);
  });
});
