import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { GO } from "../../../lib/catalog/runners/go.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireProgram } from "../../support/require_program.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, testNamed } from "./count_outcomes.ts";

const OPTIONS = await requireProgram(["go", "version"], "install golang-go");
/** Nothing is fetched, not even a toolchain. */
const ENV = { GOPROXY: "off", GOTOOLCHAIN: "local", GOFLAGS: "-mod=mod" };

Deno.test({
  name: "qa_gate detects go test and counts what go's own words count",
  ...OPTIONS,
  async fn(t) {
    await using where = await copyProject("go");
    const suite = { name: "go", runner: "go", failsafe: true };
    const configure = (more: object) =>
      Deno.writeTextFile(
        `${where.root}/qa.jsonc`,
        JSON.stringify({ suites: [{ ...suite, ...more }] }),
      );
    await configure({ args: ["-timeout", "8s"] });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: ENV });
    const { tests, results } = await checkRun(end);
    await t.step("all tests", async () => {
      assertEquals(results.suites[0]?.outcome, "failed", end.stdout + end.stderr);
      const output = `${end.folder}/suites/go/failsafe-1/stdout.log`;
      const words = wordsOf(await Deno.readTextFile(output));
      const said = (word: string) => words.split(`--- ${word}: `).length - 1;
      const counts = countOutcomes(tests);
      // Two that pass hold nothing but subtests, which are counted.
      assertEquals([said("PASS"), counts.passed], [12, 10]);
      // One is the panic, two hold subtests that fail; of the two that never ended go says no such word.
      assertEquals([said("FAIL"), counts.failed, counts.crashed], [7, 4, 2], words);
      assertEquals([said("SKIP"), counts.skipped], [1, 1]);
      assertEquals([counts.error, counts["timed-out"]], [1, 1]);
      assertEquals(testNamed(tests, "[build failed]").class, "example.com/shop/broken");
      assertMatch(testNamed(tests, "TestHangs").message, /test timed out after 8s/);
      assertEquals(testNamed(tests, "TestPanics/inside").outcome, "crashed");
      assertEquals(testNamed(tests, "TestExits").outcome, "crashed");
      assertStringIncludes(testNamed(tests, "TestGroupItself").message, "the group itself");
    });
    await t.step("only what was selected", async () => {
      const wanted = tests.filter(({ name }) => name.startsWith("TestTable/"));
      const selection = GO.select(wanted);
      assertEquals([wanted.length, selection?.isExact], [3, true]);
      await configure({
        paths: selection?.paths,
        args: [...selection?.args ?? [], ...GO.serial ?? []],
      });
      const again = await runGate(where.root, ["--mode", "failsafe"], { env: ENV });
      const { tests: ran } = await checkRun(again);
      assertEquals(
        ran.map(({ id, outcome }) => [id, outcome]),
        wanted.map(({ id, outcome }) => [
          id,
          outcome,
        ]),
      );
    });
  },
});

/** What go test prints without -json. */
function wordsOf(output: string): string {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line).Output ?? "").join("");
}

Deno.test({
  name: "qa_gate detects each Go module of a repository",
  ...OPTIONS,
  async fn() {
    const passes = 'package a\nimport "testing"\nfunc TestOne(t *testing.T) {}\n';
    await using where = await openProject({
      "api/go.mod": "module example.com/api\n\ngo 1.19\n",
      "api/a_test.go": passes,
      "api/inner/go.mod": "module example.com/inner\n\ngo 1.19\n",
      "api/inner/a_test.go": passes,
      "tools/go.mod": "module example.com/tools\n\ngo 1.19\n",
      "tools/main.go": "package main\nfunc main() {}\n",
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: ENV });
    const { tests, results } = await checkRun(end);
    assertEquals(results.verdict, "degraded", end.stdout + end.stderr);
    assertEquals(tests.map(({ id, outcome }) => `${outcome} ${id}`).sort(), [
      "passed api-go::example.com/api::TestOne",
      "passed api-inner-go::example.com/inner::TestOne",
    ]);
  },
});

Deno.test({
  name: "qa_gate counts tests of Go's own library as go test does",
  ...OPTIONS,
  async fn() {
    await using where = await openProject({
      "go.mod": "module example.com/own\n\ngo 1.19\n",
      "qa.jsonc": {
        suites: [{
          ...{ name: "go", runner: "go", failsafe: true },
          paths: ["sort", "container/list", "path"],
        }],
      },
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: ENV });
    const { tests, results } = await checkRun(end);
    const words = wordsOf(
      await Deno.readTextFile(`${end.folder}/suites/go/failsafe-1/stdout.log`),
    );
    const names = [...words.matchAll(/^ *--- (?:PASS|SKIP): (\S+) /gm)].map(([, name = ""]) =>
      name
    );
    const leaves = names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)));
    assertEquals([results.verdict, words.includes("--- FAIL")], ["degraded", false], words);
    assertEquals(tests.map(({ name }) => name).sort(), leaves.sort());
    assert(leaves.length > 50, `only ${leaves.length} tests`);
  },
});
