import type { CommandRequest, SuiteCommand } from "../model/plan.ts";
import type { RunnerRow, Selection, TestTarget } from "../model/runner.ts";

/** What a command is to run, and what it is told beside that. */
export interface Narrowing {
  /** Only these tests; null for all of them. */
  readonly targets: readonly TestTarget[] | null;
  /** Arguments of the tool, taken from its row, behind all others; absent for none. */
  readonly further?: (row: RunnerRow) => readonly string[];
  /** True where paths come from a stranger and nothing fences the tool in: none may lead out of its folder. */
  readonly isConfined?: boolean;
}

/** A command spelled anew, and whether it runs the whole suite. */
export interface NarrowedCommand {
  readonly command: SuiteCommand;
  readonly scope: "tests" | "suite";
  /** False where more tests may run than were asked for: the tool is told whole files, or parts of names. */
  readonly isExact: boolean;
}

/**
 * The command that runs only these tests of a suite, or a little more where the tool cannot be told
 * so exactly; the whole suite where it cannot be told at all. Never less than what is asked for.
 */
export function narrowCommand(
  command: SuiteCommand,
  runners: readonly RunnerRow[],
  { targets, further = () => [], isConfined = false }: Narrowing,
): NarrowedCommand {
  const { request } = command;
  const row = runners.find(({ id }) => id === request?.runner);
  if (request === undefined || row === undefined) {
    return { command, scope: "suite", isExact: false };
  }
  const found = select(row, targets, command.cwd);
  const selection = found !== null && isConfined && found.paths.some(leadsOut) ? null : found;
  const paths = selection?.paths ?? request.paths;
  // Last, because some tools hand on all that follows: a selection behind that would not reach them.
  const args = [...request.args, ...selection?.args ?? [], ...further(row)];
  const scope = selection === null ? "suite" : "tests";
  const isExact = selection?.isExact ?? false;
  if (scope === "suite" && args.length === request.args.length) return { command, scope, isExact };
  return { command: respell(command, row, request, { ...request, paths, args }), scope, isExact };
}

function select(
  row: RunnerRow,
  targets: readonly TestTarget[] | null,
  cwd: string,
): Selection | null {
  if (targets === null) return null;
  const selection = row.select(targets.map((target) => fromFolder(target, cwd)));
  return selection !== null && isSafe(selection) ? selection : null;
}

/**
 * Names come from a report: a stranger's file name must not become a flag of the tool, and a word of
 * ours inside of it would be filled in.
 */
function isSafe({ paths, args }: Selection): boolean {
  return !paths.some((path) => path.startsWith("-")) &&
    ![...paths, ...args].some((word) => word.includes("\0") || /\{reports?\}/.test(word));
}

/** True for a path that is absolute or climbs, or that names a file of arguments; what follows `::` is a name. */
function leadsOut(path: string): boolean {
  const [file = ""] = path.split("::");
  return /^([@/\\]|[A-Za-z]:)/.test(file) || file.split(/[/\\]/).includes("..");
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

/** The command as its row spells it from other words; what is the user's own in it stays. */
export function respell(
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
