import type { CommandRequest, SuiteCommand } from "../model/plan.ts";
import type { RunnerRow, Selection, TestTarget } from "../model/runner.ts";

/** The command of a further attempt, and whether it runs the whole suite. */
export interface PlannedRetry {
  readonly command: SuiteCommand;
  readonly scope: "tests" | "suite";
}

/**
 * The command that runs only these tests of a suite, or a little more where the tool cannot be told
 * so exactly; the whole suite again where it cannot be told at all. Never less than what is asked for.
 */
export function planRetry(
  command: SuiteCommand,
  runners: readonly RunnerRow[],
  targets: readonly TestTarget[],
): PlannedRetry {
  const { request } = command;
  const row = runners.find(({ id }) => id === request?.runner);
  if (request === undefined || row === undefined) return { command, scope: "suite" };
  const selection = row.select(targets.map((target) => fromFolder(target, command.cwd)));
  if (selection === null || !isSafe(selection)) return { command, scope: "suite" };
  const { paths } = selection;
  const args = [...request.args, ...selection.args];
  return { command: respell(command, row, request, { ...request, paths, args }), scope: "tests" };
}

/** Names come from a report, and a stranger's file name must not become a flag of the tool. */
function isSafe({ paths, args }: Selection): boolean {
  return !paths.some((path) => path.startsWith("-")) &&
    ![...paths, ...args].some((word) => word.includes("\0"));
}

/** A tool is told paths from where it runs; records tell them from the root. */
function fromFolder({ file, class: group, name }: TestTarget, cwd: string): TestTarget {
  if (cwd === "." || !file.startsWith(`${cwd}/`)) return { file, class: group, name };
  return { file: file.slice(cwd.length + 1), class: moduleFrom(group, file, cwd), name };
}

/** Python's class of a test holds the module, told from wherever the tool has its own root. */
function moduleFrom(group: string, file: string, cwd: string): string {
  const module = file.replace(/\.py$/, "").replaceAll("/", ".");
  const isFull = file.endsWith(".py") && (group === module || group.startsWith(`${module}.`));
  return isFull ? group.slice(cwd.length + 1) : group;
}

function respell(
  command: SuiteCommand,
  row: RunnerRow,
  before: CommandRequest,
  request: CommandRequest,
): SuiteCommand {
  const old = row.command(before);
  const spelled = row.command(request);
  return {
    ...command,
    argv: spelled.argv,
    env: replaceOwn(command.env, old.env, spelled.env),
    report: spelled.report,
    ...(spelled.files === undefined ? {} : { files: spelled.files }),
    request,
  };
}

/** The runner's own words in the environment, exchanged; the user's, which may stand before them, stay. */
function replaceOwn(
  env: SuiteCommand["env"],
  old: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): SuiteCommand["env"] {
  const replaced: Record<string, string | null> = { ...env };
  for (const [name, value] of Object.entries(own)) {
    const before = old[name];
    const now = env[name];
    if (now === undefined || before === undefined) replaced[name] ??= value;
    else if (now !== null) replaced[name] = now.replace(before, () => value);
  }
  return replaced;
}
