import type { RunRecord } from "../model/run_record.ts";
import { quoteShell } from "./quote_shell.ts";

/** A command to run again: argv, the folder to start in, and both as one line for a shell. */
export interface Rerun {
  readonly argv: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly command: string;
}

/** Flags that belong to one run, its display or its place, with whether they take a value. */
const DROPPED: Readonly<Record<string, boolean>> = {
  "--run-id": true,
  "--root": true,
  "--config": true,
  "--json": false,
  "--quiet": false,
};
/** Flags that choose suites; replaced when a run is narrowed. */
const SELECTION: Readonly<Record<string, boolean>> = {
  "--suite": true,
  "--exclude": true,
};

/**
 * The command that repeats a run, or only one suite of it, from any folder: it starts in the root,
 * and paths are told from there. All else that the caller asked for stays, but what named or
 * displayed that one run.
 */
export function formatRerun(record: RunRecord, suite: string | null = null): Rerun {
  const [script = "", ...flags] = record.invocation;
  const kept = dropFlags(flags, suite === null ? DROPPED : { ...DROPPED, ...SELECTION });
  const narrowed = suite === null ? [] : ["--suite", suite];
  const argv = ["deno", "run", "-A", script, ...narrowed, ...configFlag(record), ...kept];
  const cwd = record.plan.root;
  return { argv, cwd, command: `${quoteShell(["cd", cwd])} && ${quoteShell(argv)}` };
}

function configFlag({ invocation, plan }: RunRecord): readonly string[] {
  const asked = invocation.some((word) => word.split("=")[0] === "--config");
  return asked && plan.configPath !== null ? ["--config", plan.configPath] : [];
}

function dropFlags(
  flags: readonly string[],
  dropped: Readonly<Record<string, boolean>>,
): readonly string[] {
  const kept: string[] = [];
  for (let index = 0; index < flags.length; index++) {
    const flag = flags[index] ?? "";
    const [name = "", ...inline] = flag.split("=");
    const takesValue = Object.hasOwn(dropped, name) ? dropped[name] : undefined;
    if (takesValue === undefined) kept.push(flag);
    else if (takesValue && inline.length === 0) index++;
  }
  return kept;
}
