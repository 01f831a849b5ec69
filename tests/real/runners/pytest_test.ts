import { assertEquals, assertStringIncludes } from "@std/assert";
import { PYTEST } from "../../../lib/catalog/runners/pytest.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requirePython } from "../../support/require_program.ts";
import { copyProject, openProject, runGate } from "../../support/run_gate.ts";
import { countOutcomes, readCounts, testNamed } from "./count_outcomes.ts";

const FULL = await requirePython(["pytest", "xdist", "pytest_timeout", "pytest_rerunfailures"]);
const PLAIN = await requirePython(["pytest"]);
const TOOLZ = await requirePython(["pytest", "toolz"]);

/** The last line of what pytest printed: its own summary. */
async function summaryOf(folder: string, suite: string): Promise<string> {
  const text = await Deno.readTextFile(`${folder}/suites/${suite}/failsafe-1/stdout.log`);
  return text.trimEnd().split("\n").at(-1) ?? "";
}

Deno.test({
  name: "qa_gate counts every outcome as pytest does, with xdist, timeout and rerunfailures",
  ...FULL.options,
  async fn() {
    await using where = await copyProject("pytest_outcomes");
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: FULL.env });
    const { results, tests } = await checkRun(end);
    assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout + end.stderr);
    const of = (suite: string) => tests.filter((test) => test.suite === suite);
    const said = await summaryOf(end.folder, "plain");
    assertEquals(
      readCounts(said),
      { failed: 5, passed: 15, skipped: 1, xfailed: 1, errors: 3, rerun: 2 },
      said,
    );
    // pytest counts a test twice that passes and cannot be torn down: here it is an error. The JUnit
    // report, and so this list, has a second case for one that fails and cannot be torn down.
    assertEquals(countOutcomes(of("plain")), {
      ...{ passed: 13, flaky: 1, failed: 3, "unexpected-pass": 1, "timed-out": 1, error: 3 },
      ...{ skipped: 1, "expected-failure": 1 },
    });
    const withWorkers = await summaryOf(end.folder, "xdist");
    assertEquals(readCounts(withWorkers).errors, 4, withWorkers);
    const broken = of("xdist").filter(({ file }) => file === "tests/test_broken_module.py");
    assertEquals(broken.map(({ outcome }) => outcome), ["error"]);
    const names = (suite: string) => of(suite).map(whatHappened).sort();
    assertEquals(
      names("xdist").filter((line) => !line.includes("test_broken_module")),
      names("plain"),
    );
    checkDetails(of("plain"));
    checkDetails(of("xdist"));
  },
});

function whatHappened({ file, class: group, name, outcome, route, earlier }: TestRecord): string {
  return [file, group, name, outcome, route, earlier.map((one) => one.message)].join(" | ");
}

function checkDetails(tests: readonly TestRecord[]): void {
  const flaky = testNamed(tests, "test_passes_the_second_time");
  assertEquals(flaky.earlier.map(({ outcome, message }) => [outcome, message]), [
    ["failed", "AssertionError: the first time"],
  ]);
  assertEquals(testNamed(tests, "test_never_passes").earlier.length, 1);
  assertEquals(testNamed(tests, "test_names_its_route").route, "GET /users/{id}");
  assertEquals(testNamed(tests, "test_is_inside").class, "tests.test_outcomes.TestGroup.TestInner");
}

Deno.test({
  name: "PYTEST selects exactly the tests of its own report, whatever their parameters",
  ...FULL.options,
  async fn() {
    const file = "tests/test_outcomes.py";
    await using where = await copyProject("pytest_outcomes");
    const first = await runGate(where.root, ["--mode", "failsafe", "--suite", "plain"], {
      env: FULL.env,
    });
    const { tests } = await checkRun(first);
    const wanted = tests.filter(({ name }) => /parameter\[|is_inside/.test(name));
    assertEquals(wanted.length, 11);
    const exact = wanted.filter(({ name }) => !name.includes("#x1B"));
    const selection = PYTEST.select(exact);
    assertEquals([selection?.isExact, selection?.args], [true, []]);
    const suite = { name: "plain", runner: "pytest", failsafe: true, paths: selection?.paths };
    await Deno.writeTextFile(`${where.root}/qa.jsonc`, JSON.stringify({ suites: [suite] }));
    const again = await runGate(where.root, ["--mode", "failsafe"], { env: FULL.env });
    const { tests: ran, results } = await checkRun(again);
    assertEquals(results.verdict, "degraded", again.stdout);
    assertEquals(ran.map(({ id }) => id), exact.map(({ id }) => id));
    assertEquals(PYTEST.select(wanted), { paths: [file], args: [], isExact: false });
  },
});

Deno.test({
  name: "qa_gate runs pytest serially, verbosely, without our plugin, and as the bare command",
  ...FULL.options,
  async fn() {
    const args = (...more: string[]) => ["-p", "no:cacheprovider", ...more];
    const suite = (name: string, words: readonly string[]) => ({
      ...{ name, runner: "pytest", failsafe: true, args: words },
    });
    await using where = await openProject({
      "test_where.py":
        "import os\n\ndef test_a():\n    open('pids', 'a').write(f'{os.getpid()}\\n')\n\n" +
        "def test_b():\n    open('pids', 'a').write(f'{os.getpid()} {os.getppid()}\\n')\n",
      "qa.jsonc": {
        jobs: 1,
        suites: [
          suite("serial", args("-n2", ...PYTEST.serial ?? [])),
          suite("verbose", args(...PYTEST.verbose)),
          suite("unwatched", args("-p", "no:qa_gate_progress", "-n2")),
        ],
      },
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: FULL.env });
    const { results, tests } = await checkRun(end);
    assertEquals([results.verdict, tests.length], ["degraded", 6], end.stdout + end.stderr);
    const [first = "", second = ""] = (await Deno.readTextFile(`${where.root}/pids`)).split("\n");
    assertEquals(first, second.split(" ")[0]);
    const said = await Deno.readTextFile(`${end.folder}/suites/verbose/failsafe-1/stdout.log`);
    assertStringIncludes(said, "test_where.py::test_a");
    const words = await Deno.readTextFile(`${end.folder}/RUN_INSTRUCTIONS.md`);
    assertStringIncludes(words, "python3 -m pytest ");
    assertEquals(words.includes("qa_gate_watch"), false, words);
  },
});

Deno.test({
  name: "qa_gate counts a suite none of us wrote as pytest does",
  ...TOOLZ.options,
  async fn() {
    await using where = await openProject({
      "qa.jsonc": {
        suites: [{
          ...{ name: "toolz", runner: "pytest", failsafe: true },
          args: ["-p", "no:cacheprovider", "--pyargs", "toolz"],
        }],
      },
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: TOOLZ.env });
    const { results } = await checkRun(end);
    const said = await summaryOf(end.folder, "toolz");
    const own = readCounts(said);
    assertEquals(results.verdict, own.failed === undefined ? "degraded" : "failed", end.stdout);
    assertEquals(
      [results.passed, results.failed, results.skipped],
      [(own.passed ?? 0) + (own.xfailed ?? 0), own.failed ?? 0, own.skipped ?? 0],
      said,
    );
  },
});

Deno.test({
  name: "qa_gate says that pytest is missing as python3 -m pytest does",
  ...PLAIN.options,
  async fn() {
    await using where = await openProject({
      // A folder of that name in front of all others has the effect of a Python without pytest.
      "hidden/sitecustomize.py": "import sys\nsys.modules['pytest'] = None\n",
      "qa.jsonc": {
        suites: [{ name: "py", runner: "pytest", failsafe: true, env: { PYTHONPATH: "hidden" } }],
      },
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: PLAIN.env });
    const { results } = await checkRun(end);
    assertEquals(results.suites[0]?.outcome, "unproven", end.stdout);
    const said = await Deno.readTextFile(`${end.folder}/stderr.log`);
    assertStringIncludes(said, "No module named pytest");
  },
});
