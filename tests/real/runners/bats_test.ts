import { assertEquals, assertStringIncludes } from "@std/assert";
import { BATS } from "../../../lib/catalog/runners/bats.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireProgram } from "../../support/require_program.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, testNamed } from "./count_outcomes.ts";

const OPTIONS = await requireProgram(["bats", "--version"], "install bats");

Deno.test({
  name: "qa_gate detects bats and counts every test as bats does",
  ...OPTIONS,
  async fn(t) {
    await using where = await copyProject("bats");
    const end = await runGate(where.root, ["--mode", "failsafe"]);
    const { tests, results } = await checkRun(end);
    await t.step("all tests", async () => {
      assertEquals([end.exit, results.suites[0]?.runner], [1, "bats"], end.stdout + end.stderr);
      const own = await lastWords(where.root);
      assertEquals(own, "8 tests, 2 failures, 2 skipped");
      assertEquals(countOutcomes(tests), { passed: 4, failed: 2, skipped: 2 });
      const wrong = testNamed(tests, "is wrong here");
      assertEquals([wrong.file, wrong.line], ["test/sum.bats", 8]);
      assertEquals(wrong.message, '`[ "$output" -eq 4 ]\' failed');
      assertStringIncludes(wrong.details, "some words");
      assertEquals(testNamed(tests, "is not asked").message, "not asked");
      assertEquals(tests.filter(({ name }) => name === "adds").map(({ file }) => file), [
        "test/second.bats",
        "test/sum.bats",
      ]);
    });
    await t.step("only what was selected", async () => {
      const wanted = tests.filter(({ file, name }) =>
        file === "test/sum.bats" && /^adds|has #/.test(name)
      );
      const selection = BATS.select(wanted);
      assertEquals([wanted.length, selection?.isExact], [2, true]);
      const suite = { name: "bats", runner: "bats", failsafe: true, paths: selection?.paths };
      const args = [...selection?.args ?? [], ...BATS.serial ?? [], ...BATS.verbose];
      await Deno.writeTextFile(
        `${where.root}/qa.jsonc`,
        JSON.stringify({ suites: [{ ...suite, args }] }),
      );
      const again = await runGate(where.root, ["--mode", "failsafe"]);
      const { tests: ran } = await checkRun(again);
      assertEquals(ran.map(({ id }) => id), wanted.map(({ id }) => id));
      assertEquals(again.exit, 0, again.stdout);
    });
  },
});

/** The line in which bats sums up for people. */
async function lastWords(root: string): Promise<string> {
  const { stdout } = await new Deno.Command("bats", {
    args: ["--formatter", "pretty", "--recursive", "test"],
    cwd: root,
    env: { TERM: "dumb" },
    stdin: "null",
    stderr: "null",
  }).output();
  const lines = new TextDecoder().decode(stdout).split("\n");
  return lines.find((line) => /^\d+ tests/.test(line)) ?? lines.join("\n");
}

Deno.test({
  name: "qa_gate tells bats files that do not load, and one that dies",
  ...OPTIONS,
  async fn() {
    await using where = await openProject({
      "a/broken.bats": '@test "one" {\n',
      "b/dies.bats": '@test "one" { true; }\n@test "two" { kill -9 $PPID; sleep 600; }\n',
      "qa.jsonc": {
        suites: ["a", "b"].map((name) => ({
          ...{ name, runner: "bats", paths: [name] },
          failsafe: { timeout: "6s" },
        })),
      },
    });
    const end = await runGate(where.root, ["--mode", "failsafe"]);
    const { tests, results } = await checkRun(end);
    assertEquals(tests.map(({ id, outcome }) => `${outcome} ${id}`), [
      "failed a::a/broken.bats::setup_file failed",
      "passed b::b/dies.bats::one",
      "timed-out b::b/dies.bats::two",
    ], end.stdout + end.stderr);
    assertEquals(results.suites.map(({ outcome }) => outcome), ["failed", "timed-out"]);
  },
});
