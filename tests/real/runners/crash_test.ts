import { assertEquals, assertStringIncludes } from "@std/assert";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requirePython } from "../../support/require_program.ts";
import { openProject, runGate } from "../../support/run_gate.ts";

const PYTHON = await requirePython(["pytest", "pytest_timeout"]);

/** How a pytest ends in the middle of its second test, and what must be known of it. */
interface Crash {
  /** Body of the test that was running. */
  readonly body: string;
  readonly outcome: "crashed" | "timed-out";
  readonly suite: string;
  readonly marker?: string;
  readonly timeout?: string;
}

const CRASHES: Readonly<Record<string, Crash>> = {
  segfault: { body: "os.kill(os.getpid(), 11)", outcome: "crashed", suite: "crashed" },
  exits: { body: "os._exit(1)", outcome: "crashed", suite: "failed" },
  "exits-green": { body: "os._exit(0)", outcome: "crashed", suite: "unproven" },
  thread: {
    body: "time.sleep(600)",
    ...{ outcome: "crashed", suite: "failed" },
    marker: '@pytest.mark.timeout(1, method="thread")',
  },
  deadline: {
    body: "time.sleep(600)",
    ...{ outcome: "timed-out", suite: "timed-out", timeout: "10s" },
  },
};

function testFile({ body, marker = "" }: Pick<Crash, "body" | "marker">): string {
  return [
    "import os, time",
    "import pytest",
    "def test_first(): pass",
    "def test_wrong(): assert 1 == 2",
    `${marker}\ndef test_running():\n    ${body}`,
    "def test_never(): pass",
  ].join("\n\n");
}

function told(tests: readonly TestRecord[], suite: string): readonly string[] {
  return tests.filter((test) => test.suite === suite).map(({ id, outcome }) => `${outcome} ${id}`);
}

Deno.test({
  name: "qa_gate tells the tests of a crashed pytest, and names the one that was running",
  ...PYTHON.options,
  async fn() {
    const names = Object.keys(CRASHES);
    await using where = await openProject({
      ...Object.fromEntries(names.map((name) => [
        `test_${name}.py`,
        testFile(CRASHES[name] ?? { body: "" }),
      ])),
      "test_while_loaded.py": "import os\n\nos._exit(7)\n",
      "qa.jsonc": {
        jobs: 3,
        suites: [...names, "while_loaded"].map((name) => ({
          ...{ name, runner: "pytest", paths: [`test_${name}.py`] },
          args: ["-p", "no:cacheprovider"],
          failsafe: { timeout: CRASHES[name]?.timeout ?? "90s" },
        })),
      },
    });
    const end = await runGate(where.root, ["--mode", "failsafe"], { env: PYTHON.env });
    const { tests, results } = await checkRun(end);
    for (const [name, { outcome, suite }] of Object.entries(CRASHES)) {
      const of = `${name}::test_${name}.py::test_${name}`;
      assertEquals(told(tests, name), [
        `passed ${of}::test_first`,
        `failed ${of}::test_wrong`,
        `${outcome} ${of}::test_running`,
      ], `${end.stdout}\n${end.stderr}`);
      assertEquals(results.suites.find((one) => one.name === name)?.outcome, suite, name);
    }
    const module = "while_loaded::test_while_loaded.py::pytest::test_while_loaded";
    assertEquals(told(tests, "while_loaded"), [`crashed ${module}`]);
    assertStringIncludes(end.stdout, "it was running when its runner ended");
    assertStringIncludes(end.stdout, "it was running when the time of its suite was up");
  },
});

Deno.test({
  name: "qa_gate names the test that was running when the kernel killed pytest in its container",
  ...await requireDocker({ images: ["python"] }),
  async fn() {
    await using where = await openProject({
      "test_memory.py": testFile({
        body: "hog = []\n    while True: hog.append(bytearray(2 ** 22))",
      }),
      "qa.jsonc": {
        container: { image: "qa-gate-test-python:1", network: "none", memory: "96m" },
        // Nobody in particular: what stands beside the report must be readable to all.
        suites: [{
          ...{ name: "memory", runner: "pytest", args: ["-p", "no:cacheprovider"] },
          container: { user: "12345:12345" },
        }],
      },
    });
    const end = await runGate(where.root, ["--mode", "container"]);
    const { tests, results } = await checkRun(end);
    assertEquals(results.suites[0]?.outcome, "crashed", `${end.stdout}\n${end.stderr}`);
    const of = "memory::test_memory.py::test_memory";
    assertEquals(told(tests, "memory"), [
      `passed ${of}::test_first`,
      `failed ${of}::test_wrong`,
      `crashed ${of}::test_running`,
    ]);
  },
});
