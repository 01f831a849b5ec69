import { assertEquals } from "@std/assert";
import type { SuiteCommand } from "../../../lib/model/plan.ts";
import type { RunnerRow, Selection, TestTarget } from "../../../lib/model/runner.ts";
import { planRetry } from "../../../lib/plan/plan_retry.ts";

/** A tool that is told arguments in a variable too, and selects names after its paths. */
function toolOf(select: RunnerRow["select"]): RunnerRow {
  return {
    id: "tool",
    title: "tool",
    detect: () => [],
    command: ({ paths, args }) => ({
      argv: ["tool", ...args, "--", ...paths],
      env: { TOOL_ARGS: `{report} ${args.join(" ")}` },
      report: { from: "file", path: "{report}", format: "junit" },
      files: { "start.txt": paths.join() },
    }),
    exitCodes: {},
    select,
    verbose: [],
    serial: null,
    needsCommand: false,
  };
}

const COMMAND: SuiteCommand = {
  argv: ["tool", "-q", "--", "tests"],
  env: { TOOL_ARGS: "mine {report} -q", OTHER: null },
  cwd: ".",
  timeoutMs: 1000,
  report: { from: "file", path: "{report}", format: "junit" },
  request: { runner: "tool", paths: ["tests"], args: ["-q"], command: [], report: null },
};
const TARGET: TestTarget = { file: "tests/a.t", class: "A", name: "one" };
const selectOne = (targets: readonly TestTarget[]): Selection => ({
  paths: targets.map(({ file }) => file),
  args: ["-k", targets.map(({ name }) => name).join("|")],
  isExact: true,
});

Deno.test("planRetry() joins the selection with the suite's own arguments", () => {
  const { command, scope } = planRetry(COMMAND, [toolOf(selectOne)], [TARGET]);
  assertEquals([scope, command.argv], ["tests", ["tool", "-q", "-k", "one", "--", "tests/a.t"]]);
  assertEquals(command.env, { TOOL_ARGS: "mine {report} -q -k one", OTHER: null });
  assertEquals(command.files, { "start.txt": "tests/a.t" });
  assertEquals([command.timeoutMs, command.cwd], [1000, "."]);
});

Deno.test("planRetry() runs the whole suite where the tool cannot be told", () => {
  assertEquals(planRetry(COMMAND, [toolOf(() => null)], [TARGET]), {
    command: COMMAND,
    scope: "suite",
    isExact: false,
  });
  const { request: _, ...unknown } = COMMAND;
  assertEquals(planRetry(unknown, [toolOf(selectOne)], [TARGET]).scope, "suite");
  assertEquals(planRetry(COMMAND, [], [TARGET]).scope, "suite");
});

Deno.test("planRetry() lets no name of a stranger become a flag", () => {
  for (const file of ["--rootdir=/", "-x", "a\0b"]) {
    const { scope } = planRetry(COMMAND, [toolOf(selectOne)], [{ ...TARGET, file }]);
    assertEquals(scope, "suite");
  }
});

Deno.test("planRetry() tells files from the folder in which the tool runs", () => {
  const seen: TestTarget[] = [];
  const row = toolOf((targets) => {
    seen.push(...targets);
    return selectOne(targets);
  });
  const targets = [
    { file: "pkg/test_a.py", class: "pkg.test_a.TestA", name: "one" },
    { file: "pkg/test_a.py", class: "test_a", name: "two" },
    { file: "pkg/a.test.js", class: "pkg.a", name: "three" },
    { file: "", class: "", name: "four" },
  ];
  planRetry({ ...COMMAND, cwd: "pkg" }, [row], targets);
  assertEquals(seen, [
    { file: "test_a.py", class: "test_a.TestA", name: "one" },
    { file: "test_a.py", class: "test_a", name: "two" },
    { file: "a.test.js", class: "pkg.a", name: "three" },
    { file: "", class: "", name: "four" },
  ]);
});
