import type { SuiteConfig } from "../model/config.ts";
import type { Problem } from "../model/problem.ts";
import type { Pointer } from "../model/read_config.ts";
import type { RunnerRow } from "../model/runner.ts";
import { nearestSpelling } from "../model/spelling.ts";
import type { PlanInput } from "./plan_input.ts";
import { inferRunner, takesReport } from "./resolve_suite.ts";

/** A fault of one suite: the key it stands at, what it is and what helps. */
interface Fault {
  readonly at: Pointer;
  readonly message: string;
  readonly hint: string;
}

/** The first suite of the configuration that its runner could not run, as a `config` problem; or null. */
export function checkRunners(
  { config, configPath, runners }: Pick<PlanInput, "config" | "configPath" | "runners">,
): Problem | null {
  for (const [index, suite] of (config?.config.suites ?? []).entries()) {
    const fault = faultOfSuite(suite, runners);
    if (fault === null) continue;
    const { line, column } = config?.placeOf(["suites", index, ...fault.at]) ??
      { line: 0, column: 0 };
    const message = `Suite "${suite.name}": ${fault.message}`;
    return { kind: "config", path: configPath ?? "", line, column, message, hint: fault.hint };
  }
  return null;
}

function faultOfSuite(suite: SuiteConfig, runners: readonly RunnerRow[]): Fault | null {
  const ids = runners.map(({ id }) => id);
  const accepted = `Runners: ${ids.join(", ")}`;
  const id = inferRunner(suite);
  if (id === null) {
    return { at: [], message: "it names neither a runner nor a command", hint: accepted };
  }
  const row = runners.find((one) => one.id === id);
  if (row === undefined) {
    const near = nearestSpelling(id, ids);
    const hint = near === null ? accepted : `Did you mean "${near}"? ${accepted}`;
    return { at: ["runner"], message: `there is no runner "${id}"`, hint };
  }
  return row.needsCommand ? faultOfOwnCommand(suite, row) : faultOfTool(suite, row);
}

/** A tool with a command of its own takes neither a command nor a report's place. */
function faultOfTool(suite: SuiteConfig, row: RunnerRow): Fault | null {
  if (suite.command !== undefined) {
    const hint = 'Use "args" and "paths", or "runner": "junit" for a command of your own';
    return { at: ["command"], message: `runner "${row.id}" has its own command`, hint };
  }
  if (suite.report !== undefined) {
    const hint = 'Take "report" away';
    return { at: ["report"], message: `runner "${row.id}" leaves its report by itself`, hint };
  }
  return faultOfReduced(suite);
}

function faultOfOwnCommand(suite: SuiteConfig, row: RunnerRow): Fault | null {
  const { command = [], args = [], report = null } = suite;
  if (command.length === 0) {
    const hint = 'Add "command": ["program", "argument"]';
    return { at: ["runner"], message: `runner "${row.id}" needs a command`, hint };
  }
  const leaves = row.command({ paths: [], args, command, report }).report;
  if (leaves.from === "nowhere") return faultOfCheck(suite, row);
  const inline = takesReport(suite);
  if (inline && report !== null) {
    const hint = 'Keep either {report} or "report"';
    return { at: ["report"], message: "the report's place is told twice", hint };
  }
  if (!inline && report === null) {
    const hint = 'Put {report} into the command, or say with "report" where it is left';
    return { at: ["command"], message: "nothing says where its JUnit is left", hint };
  }
  return faultOfReduced(suite);
}

function faultOfCheck(suite: SuiteConfig, row: RunnerRow): Fault | null {
  const message = `runner "${row.id}" is judged by its exit code alone`;
  if (suite.report !== undefined) {
    return { at: ["report"], message, hint: 'Use "runner": "junit" to have a report read' };
  }
  if (suite.kind !== undefined && suite.kind !== "check") {
    const hint = 'Write "kind": "check", or use "runner": "junit" with a report';
    return { at: ["kind"], message: `${message}; kind ${suite.kind} demands a report`, hint };
  }
  return null;
}

/** The reduced form of a suite with tests must prove itself by a report too. */
function faultOfReduced({ kind, failsafe, report, env }: SuiteConfig): Fault | null {
  if (typeof failsafe !== "object" || failsafe.command === undefined) return null;
  if (kind === "check" || report !== undefined) return null;
  const { command, args } = failsafe;
  if (takesReport({ command, args, env: { ...env, ...failsafe.env } })) return null;
  const hint =
    'Put {report} where the command takes the path of its JUnit, or write "kind": "check"';
  return { at: ["failsafe", "command"], message: "its failsafe command leaves no report", hint };
}
