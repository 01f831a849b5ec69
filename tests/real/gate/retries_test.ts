import { assertEquals, assertStringIncludes } from "@std/assert";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

/** One test that fails in the first container only, one that always fails, one that passes. */
const TESTS = `
import os

COUNT = os.path.join(os.path.dirname(__file__), "count.txt")

def test_steady(): pass

def test_second_time():
    tries = int(open(COUNT).read()) if os.path.exists(COUNT) else 0
    open(COUNT, "w").write(str(tries + 1))
    assert tries > 0, f"try {tries}"

def test_never(): assert 1 == 2
`;

const ENTRY = {
  id: "unit::test_flaky.py::*::test_never",
  class: "FLAKE-LOGIC",
  owner: "ann",
  reason: "one is not two",
  issue: "SHOP-12",
  expires: "2999-12-31",
};

function projectOf(config: object = {}, suite: object = {}) {
  return openProject({
    "qa.jsonc": {
      retries: 2,
      container: { image: "qa-gate-test-python:1", network: "none" },
      suites: [{
        name: "unit",
        runner: "pytest",
        args: ["-q", "-p", "no:cacheprovider"],
        failsafe: true,
        ...suite,
      }],
      ...config,
    },
    "test_flaky.py": TESTS,
  });
}

Deno.test({
  name: "qa_gate tries failed tests again in fresh containers, and only what fails again stays red",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await projectOf();
    const end = await runGate(project.root, []);
    const { results, tests, summary } = await checkRun(end);
    assertEquals([end.exit, results.verdict], [1, "failed"], end.stdout);
    assertEquals([results.total, results.passed, results.failed, results.flaky], [3, 2, 1, 1]);
    const told = tests.map(({ name, outcome, earlier }) => [
      name,
      outcome,
      earlier.map((one) => one.outcome),
    ]);
    assertEquals(told, [
      ["test_steady", "passed", []],
      ["test_second_time", "flaky", ["failed"]],
      ["test_never", "failed", ["failed", "failed"]],
    ]);
    const [unit] = results.suites;
    assertEquals(unit?.executions.map(({ folder, counts }) => [folder, counts.total]), [
      ["suites/unit/container-1", 3],
      ["suites/unit/container-2", 2],
      ["suites/unit/container-3", 1],
    ]);
    assertEquals(summary.flaky.map(({ id, tries, message }) => [id, tries, message]), [
      ["unit::test_flaky.py::test_flaky::test_second_time", 2, "AssertionError: try 0"],
    ]);
    // Its counter was raised once for each attempt that ran it, and by nothing else.
    assertEquals(await Deno.readTextFile(`${project.root}/count.txt`), "2");
  },
});

Deno.test({
  name: "qa_gate is flaky when quarantine excuses the rest, and shows both",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await projectOf({ quarantine: [ENTRY] });
    const end = await runGate(project.root, ["--fail-on-flaky"]);
    const { results, tests } = await checkRun(end);
    assertEquals([end.exit, results.verdict], [7, "flaky"], end.stdout);
    const { passed, failed, flaky, quarantined } = results;
    assertEquals({ passed, failed, flaky, quarantined }, {
      passed: 2,
      failed: 0,
      flaky: 1,
      quarantined: 1,
    });
    assertEquals(tests.map(({ outcome }) => outcome), ["passed", "flaky", "failed"]);
    assertEquals(results.quarantine.map(({ excused }) => excused), [
      ["unit::test_flaky.py::test_flaky::test_never"],
    ]);
    assertStringIncludes(end.stdout, "quarantined: unit::test_flaky.py::test_flaky::test_never");
    assertStringIncludes(end.stdout, "flaky: unit::test_flaky.py::test_flaky::test_second_time");
  },
});

Deno.test({
  name:
    "qa_gate gives a test the same identity in container and failsafe, in a folder of the project",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using project = await openProject({
      "qa.jsonc": {
        container: { image: "qa-gate-test-python:1", network: "none" },
        suites: [{
          name: "unit",
          runner: "pytest",
          cwd: "pkg",
          args: ["-q", "-p", "no:cacheprovider"],
          failsafe: true,
        }],
      },
      "pkg/test_ids.py": IDS,
    });
    const ids = [];
    for (const mode of ["container", "failsafe"]) {
      const end = await runGate(project.root, ["--mode", mode]);
      const { tests } = await checkRun(end);
      assertEquals(tests.length, 5, end.stdout);
      ids.push(tests.map(({ id, file }) => [id, file]));
    }
    assertEquals(ids[0], ids[1]);
    assertEquals(ids[0]?.every(([id, file]) => file === "pkg/test_ids.py" && id !== ""), true);
  },
});

const IDS = `
import os, pytest

@pytest.mark.parametrize("path", [os.path.join(os.getcwd(), "data", name) for name in "ab"])
def test_path(path): pass

@pytest.mark.parametrize("one", ["x", "y"], ids=["same", "same"])
def test_same(one): pass

class TestGroup:
    def test_inside(self): pass
`;

Deno.test({
  name: "qa_gate ends what runs when the deadline of the run passes, and starts nothing more",
  ...await requireDocker({ images: ["busybox"] }),
  async fn() {
    await using project = await openProject({
      "qa.jsonc": {
        jobs: 1,
        deadline: "4s",
        container: { image: "qa-gate-test-busybox:1", network: "none", grace: "1s" },
        suites: [
          { name: "long", command: ["sleep", "600"], failsafe: true },
          { name: "more", command: ["true"], failsafe: true },
        ],
      },
    });
    const end = await runGate(project.root, []);
    const { results } = await checkRun(end);
    const [long, more] = results.suites;
    // A machine that needs all that time to begin with has run nothing, which is no pass either.
    assertEquals([end.exit === 0, long?.outcome === "passed"], [false, false], end.stdout);
    assertEquals(more?.outcome, "not-run");
    assertStringIncludes(more?.why ?? "", "deadline of the run");
  },
});
