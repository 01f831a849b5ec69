import { assertEquals, assertStringIncludes } from "@std/assert";
import { BEHAVE } from "../../../lib/catalog/runners/behave.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requirePython } from "../../support/require_program.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, readCounts, testNamed } from "./count_outcomes.ts";

const PYTHON = await requirePython(["behave"]);

Deno.test({
  name: "qa_gate detects behave and counts every scenario as behave does",
  ...PYTHON.options,
  async fn(t) {
    await using where = await copyProject("behave");
    const { tests, results, ...end } = await runAndCheck(where.root);
    await t.step("all scenarios", () => {
      assertEquals([end.exit, results.suites[0]?.runner], [1, "behave"], end.stdout);
      const said = /^.*scenarios passed.*$/m.exec(end.said)?.[0] ?? end.said;
      assertEquals(readCounts(said.replace("scenarios ", "")), {
        passed: 4,
        failed: 5,
        skipped: 1,
      });
      // behave has one word for all that went wrong: a broken hook and an unknown step are errors here.
      assertEquals(countOutcomes(tests), { passed: 4, failed: 3, error: 2, skipped: 1 });
      const wrong = testNamed(tests, "is wrong here");
      assertEquals([wrong.file, wrong.class, wrong.line], ["features/sum.feature", "Sums", 10]);
      assertEquals(wrong.message, "Then the answer is 4: 3 is not 4");
      assertStringIncludes(
        testNamed(tests, "means nothing").message,
        "undefined step: When nobody",
      );
      assertStringIncludes(testNamed(tests, "has a broken hook").message, "the hook broke");
    });
    await t.step("only what was selected", async () => {
      const wanted = tests.filter(({ name }) => /^adds \d|^\(has\)/.test(name));
      const selection = BEHAVE.select(wanted);
      assertEquals([wanted.length, selection?.isExact], [3, true]);
      const suite = { name: "behave", runner: "behave", failsafe: true };
      const words = { paths: selection?.paths, args: selection?.args };
      await Deno.writeTextFile(
        `${where.root}/qa.jsonc`,
        JSON.stringify({ suites: [{ ...suite, ...words }] }),
      );
      const { tests: ran } = await runAndCheck(where.root);
      assertEquals(ran.map(({ id }) => id), wanted.map(({ id }) => id));
    });
  },
});

async function runAndCheck(root: string) {
  const end = await runGate(root, ["--mode", "failsafe"], { env: PYTHON.env });
  const files = await checkRun(end);
  const name = files.results.suites[0]?.name ?? "";
  const said = await Deno.readTextFile(`${end.folder}/suites/${name}/failsafe-1/stdout.log`);
  return { ...files, exit: end.exit, stdout: end.stdout + end.stderr, said };
}

const STEPS = `import os
from behave import given
@given("nothing")
def nothing(context): pass
@given("an end")
def end(context): os._exit(0)
`;

Deno.test({
  name: "qa_gate tells what behave could not read, and which scenario ran when it ended",
  ...PYTHON.options,
  async fn() {
    const suite = (name: string) => ({ name, runner: "behave", cwd: name, failsafe: true });
    await using where = await openProject({
      "broken/features/steps/all.py": STEPS,
      "broken/features/a.feature": "Feature: a\n  Scenario: one\n    Given nothing\n    Nonsense\n",
      "ends/features/steps/all.py": STEPS,
      "ends/features/a.feature": "Feature: a\n  Scenario: one\n    Given nothing\n" +
        "  Scenario: two\n    Given an end\n  Scenario: three\n    Given nothing\n",
      "qa.jsonc": { suites: [suite("broken"), suite("ends")] },
    });
    const { tests, results, stdout } = await runAndCheck(where.root);
    assertEquals(tests.map(({ id, outcome }) => `${outcome} ${id}`), [
      "error broken::broken/features/a.feature::[parse]",
      "passed ends::ends/features/a.feature::a::one",
      "crashed ends::ends/features/a.feature::a::two",
    ], stdout);
    assertEquals(results.suites.map(({ outcome }) => outcome), ["failed", "unproven"]);
  },
});
