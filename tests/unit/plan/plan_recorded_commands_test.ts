import { assertEquals } from "@std/assert";
import { planRecordedCommands } from "../../../lib/plan/plan_recorded_commands.ts";
import type { PlanJson } from "../../../lib/model/plan_json.ts";
import type { RecordedRun } from "../../../lib/model/recorded_run.ts";
import type { SuiteOutcome } from "../../../lib/model/outcome.ts";

type Report = PlanJson["suites"][number]["full"]["report"];

const JUNIT: Report = { from: "file", path: "{report}", format: "junit" };
const NOWHERE: Report = { from: "nowhere" };

interface Told {
  readonly name?: string;
  readonly outcome?: SuiteOutcome;
  readonly kind?: "unit" | "check";
  readonly planned?: { readonly argv: readonly string[]; readonly report: Report };
  readonly ran?: readonly string[];
  readonly cwd?: string;
}

/** A record as far as commands are looked for in it. */
function record(runId: string, ...told: readonly Told[]): RecordedRun {
  const suites = told.map(({ name = "unit", outcome = "failed", kind = "unit" }) => ({
    ...{ name, kind, runner: "pytest", required: true, outcome, place: "container" as const },
    ...{ testsPath: null, named: [], unnamed: 0 },
  }));
  const plan = {
    suites: told.flatMap(({ name = "unit", planned, cwd = "." }) =>
      planned === undefined ? [] : [{ name, full: { ...planned, cwd }, failsafe: null }]
    ),
  };
  const run = {
    commands: told.flatMap(({ name = "unit", ran, cwd = "." }) =>
      ran === undefined ? [] : [{ suite: name, attempt: 1, argv: ran, cwd }]
    ),
  };
  return { runId, suites, files: { plan, run } } as unknown as RecordedRun;
}

function plan(...records: readonly RecordedRun[]) {
  return planRecordedCommands(records, new Set(["known"]));
}

Deno.test("planRecordedCommands() keeps the report of a command that leaves JUnit", () => {
  const argv = ["python3", "{reports}/qa_gate_watch.py", "-m", "pytest", "--junitxml={report}"];
  assertEquals(plan(record("r", { planned: { argv, report: JUNIT } })), {
    commands: [{
      ...{ name: "unit", runner: "junit", kind: "unit", cwd: ".", runId: "r" },
      argv: ["python3", "-m", "pytest", "--junitxml={report}"],
    }],
    refused: [],
  });
});

Deno.test("planRecordedCommands() judges by the exit code where our own reporter is missing", () => {
  const argv = ["deno", "test", "--junit-path={report}", "a b"];
  const report: Report = { from: "file", path: "{report}", format: "deno" };
  const [command] = plan(record("r", { planned: { argv, report } })).commands;
  assertEquals([command?.runner, command?.kind], ["command", "check"]);
  assertEquals(command?.argv, ["deno", "test", "a b"]);
});

Deno.test("planRecordedCommands() takes what ran where no plan tells it", () => {
  const [command] = plan(record("r", { ran: ["make", "test"], cwd: "pkg" })).commands;
  assertEquals([command?.argv, command?.cwd, command?.runner], [
    ["make", "test"],
    "pkg",
    "command",
  ]);
});

Deno.test("planRecordedCommands() refuses what it cannot run as it ran, and says why", () => {
  const refused = (told: Told) => plan(record("r", told)).refused[0]?.why;
  assertEquals(
    refused({ ran: ["pytest", "--junitxml=/qa-gate/report.xml"] }),
    "its command names files that existed only while it ran",
  );
  assertEquals(
    refused({ ran: ["pytest", "--junitxml=/p/outputs/qa/.spool/r/unit-failsafe-1/report.xml"] }),
    "its command names files that existed only while it ran",
  );
  assertEquals(refused({ ran: ["a\0b"] }), "its command holds a zero byte");
  assertEquals(refused({}), "the record does not tell its command");
  assertEquals(
    refused({ name: "--rm", ran: ["true"] }),
    "its name cannot be the name of a suite",
  );
});

Deno.test("planRecordedCommands() takes only suites that did not pass and are not known here", () => {
  const told = ["known", "green", "red"].map((name): Told => ({
    ...{ name, planned: { argv: ["true"], report: NOWHERE } },
    outcome: name === "green" ? "passed" : "failed",
  }));
  assertEquals(plan(record("r", ...told)).commands.map(({ name }) => name), ["red"]);
});

Deno.test("planRecordedCommands() believes the newest record", () => {
  const told = (word: string): Told => ({ planned: { argv: [word], report: NOWHERE } });
  const both = plan(record("old", told("old")), record("new", told("new")));
  assertEquals(both.commands.map(({ argv, runId }) => [argv, runId]), [[["new"], "new"]]);
  const broken = plan(record("old", told("old")), record("new", {}));
  assertEquals([broken.commands, broken.refused.length], [[], 1]);
});
