import type { RunnerCommand, RunnerRow, TestListing } from "../../model/runner.ts";
import { REPORTER_REPORT } from "./node_reporter.ts";

/** A test tool of the JavaScript world: what its four rows share. */
export interface NodeTool
  extends Pick<RunnerRow, "id" | "exitCodes" | "select" | "verbose" | "serial"> {
  readonly title: string;
  readonly kind: "unit" | "e2e";
  /** Words that call it from a package's `.bin` folder. */
  readonly call: readonly string[];
  /** Files that configure it and nothing else. */
  readonly config: RegExp;
  /** Its key in a package.json, or null. */
  readonly packageKey: string | null;
  /** Its reporter of ours: name and text. */
  readonly files: Readonly<Record<string, string>>;
  /** What follows the call: our own flags last, as far as the tool's parser allows that. */
  readonly spell: (args: readonly string[], paths: readonly string[]) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** How it is asked for its tests; absent where it cannot be. */
  readonly list?: ToolListing;
}

/** A listing of a tool that is spelled behind its call. */
export interface ToolListing extends Omit<TestListing, "command"> {
  readonly spell: (args: readonly string[], paths: readonly string[]) => readonly string[];
  /** True where it is asked by a word of its own, which cannot stand behind a script's words. */
  readonly isDirectOnly?: true;
}

/** Who runs a script of a package.json. */
export type PackageManager = "npm" | "pnpm" | "yarn";

/** How each package manager is called so that it hands all further words to the script `test`. */
export const SCRIPT_CALLS: Readonly<Record<PackageManager, readonly string[]>> = {
  npm: ["npm", "test", "--"],
  // pnpm 9 takes the words behind `pnpm test` for its own; pnpm 10 hands a `--` on as a word.
  pnpm: ["pnpm", "run", "test"],
  yarn: ["yarn", "test"],
};

/**
 * The rows of a tool: by its own name through `npx --no-install`, and `-npm`, `-pnpm`, `-yarn` through
 * the script `test`. The script is what a project means by its tests (variables, options, wrappers,
 * a build before), so detection takes it wherever it accepts our flags at its end.
 */
export function nodeToolRows(tool: NodeTool): readonly RunnerRow[] {
  const { id, title, exitCodes, select, verbose, serial } = tool;
  const shared = { detect: () => [], exitCodes, select, verbose, serial, needsCommand: false };
  const row = (name: string, words: string, call: readonly string[]): RunnerRow => ({
    ...shared,
    ...spellListing(tool, call, name),
    id: name,
    title: words,
    command: ({ args, paths }) => spellTool(tool, [...call, ...tool.spell(args, paths)]),
  });
  const direct = ["npx", "--no-install", ...tool.call];
  const managers = Object.entries(SCRIPT_CALLS);
  return [
    row(id, title, direct),
    ...managers.map(([name, call]) => row(`${id}-${name}`, `${name} test with ${title}`, call)),
  ];
}

function spellListing(
  { list, files, env = {}, id }: NodeTool,
  call: readonly string[],
  name: string,
): Pick<RunnerRow, "list"> {
  if (list === undefined || (list.isDirectOnly && name !== id)) return {};
  const { spell, isDirectOnly: _, ...rest } = list;
  const command: TestListing["command"] = ({ args, paths }) => ({
    argv: [...call, ...spell(args, paths)],
    env: { ...env, [REPORTER_REPORT]: "{report}" },
    files,
  });
  return { list: { ...rest, command } };
}

function spellTool({ files, env = {} }: NodeTool, argv: readonly string[]): RunnerCommand {
  return {
    argv,
    env: { ...env, [REPORTER_REPORT]: "{report}" },
    report: { from: "file", path: "{report}", format: "reporter" },
    files,
  };
}
