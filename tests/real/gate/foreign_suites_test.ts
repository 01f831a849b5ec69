import { assertEquals } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

/** Packages whose tests none of us wrote, as Debian ships them, and what of them takes seconds. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  toolz: ["toolz"],
  networkx: ["networkx.algorithms.tests", "networkx.algorithms.centrality", "networkx.utils"],
  mpmath: ["basic_ops", "convert", "division", "interval", "linalg", "matrices", "quad", "special"]
    .map((name) => `mpmath.tests.test_${name}`),
};

/** Counts of pytest's own last line: `935 passed, 105 skipped, 2 xfailed in 5.51s`. */
function readSummaryLine(log: string): Readonly<Record<string, number>> {
  const line = log.trimEnd().split("\n").at(-1) ?? "";
  const counts = [...line.matchAll(/(\d+) (passed|failed|skipped|xfailed|xpassed|errors?)/g)];
  return Object.fromEntries(counts.map(([, count, word]) => [word ?? "", Number(count)]));
}

Deno.test({
  name: "qa_gate counts the suites of networkx, toolz and mpmath exactly as pytest does",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await openProject({
      "qa.jsonc": {
        jobs: 2,
        container: { image: "qa-gate-test-python:1", network: "none" },
        suites: Object.entries(SUITES).map(([name, packages]) => ({
          name,
          runner: "pytest",
          args: ["-q", "-p", "no:cacheprovider", "--pyargs", ...packages],
        })),
      },
    });
    const end = await runGate(project.root, []);
    const { results, tests, run } = await checkRun(end);
    assertEquals([end.exit, results.verdict, run.mode], [0, "passed", "container"], end.stdout);
    for (const suite of results.suites) {
      const log = await Deno.readTextFile(
        `${end.folder}/suites/${suite.name}/container-1/stdout.log`,
      );
      const { passed = 0, skipped = 0, xfailed = 0 } = readSummaryLine(log);
      const own = tests.filter((test) => test.suite === suite.name);
      const count = (outcome: string) => own.filter((test) => test.outcome === outcome).length;
      assertEquals(
        [count("passed"), count("skipped"), count("expected-failure")],
        [passed, skipped, xfailed],
        `${suite.name}\n${log.slice(-300)}`,
      );
      assertEquals([suite.passed, suite.skipped, suite.failed], [passed + xfailed, skipped, 0]);
      assertEquals(suite.total, own.length);
    }
    // Each of them is a real suite, not an empty one.
    assertEquals(results.suites.every((suite) => suite.passed > 50), true);
  },
});

Deno.test({
  name: "qa_gate counts every outcome of pytest as pytest does, and agrees with its exit code",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await openProject({
      "qa.jsonc": {
        container: { image: "qa-gate-test-python:1", network: "none" },
        suites: [{ name: "unit", runner: "pytest", args: ["-p", "no:cacheprovider"] }],
      },
      "test_all.py": OUTCOMES,
    });
    const end = await runGate(project.root, []);
    const { results, tests, summary } = await checkRun(end);
    const log = await Deno.readTextFile(`${end.folder}/stdout.log`);
    assertEquals(readSummaryLine(log), {
      passed: 2,
      failed: 2,
      skipped: 1,
      xfailed: 1,
      xpassed: 1,
      error: 1,
    });
    // A strict unexpected pass is one of pytest's "failed"; the error is one of a teardown.
    assertEquals([end.exit, results.verdict], [1, "failed"]);
    assertEquals([results.failed, results.skipped], [3, 1], JSON.stringify(tests, null, 1));
    // One case for the test that passed and then broke in its teardown, which pytest counts twice.
    assertEquals([results.passed, results.total], [3, 7]);
    assertEquals(summary.failed_unit_names, ["unit"]);
    assertEquals(summary.failures[0]?.message.includes("assert 1 == 2"), true);
  },
});

const OUTCOMES = `
import pytest

def test_passes(): pass
def test_fails(): assert 1 == 2

@pytest.mark.xfail(strict=True)
def test_strict(): pass

@pytest.mark.xfail
def test_expected(): assert False

@pytest.mark.xfail
def test_unexpected(): pass

@pytest.mark.skip
def test_skipped(): pass

@pytest.fixture
def broken():
    yield
    raise RuntimeError("teardown")

def test_teardown(broken): pass
`;
