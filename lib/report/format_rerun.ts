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
/** The configuration that a run finds in its root. */
const FOUND = "qa.jsonc";
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
  const { root } = record.plan;
  const kept = dropFlags(flags, suite === null ? DROPPED : { ...DROPPED, ...SELECTION });
  const narrowed = suite === null ? [] : ["--suite", suite];
  const shown = script.startsWith(`${root}/`) ? script.slice(root.length + 1) : script;
  const variables = settingsOf(record);
  const gate = ["deno", "run", "-A", shown, ...narrowed, ...configFlag(record), ...kept];
  const argv = variables.length === 0 ? gate : ["env", ...variables, ...gate];
  return { argv, cwd: root, command: `${quoteShell(["cd", root])} && ${quoteShell(argv)}` };
}

/** Settings that came from variables, as `env` takes them. */
function settingsOf({ plan, host }: RunRecord): readonly string[] {
  const used = plan.sources.filter((source) => source.from === "environment");
  const names = new Set(used.map(({ where }) => where));
  return [...names].flatMap((name) => {
    const value = host.environment[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
}

/** A configuration that is not found by itself, whether a flag or a variable had named it. */
function configFlag({ invocation, plan }: RunRecord): readonly string[] {
  const { configPath } = plan;
  const asked = invocation.some((word) => word.split("=")[0] === "--config");
  return configPath !== null && (asked || configPath !== FOUND) ? ["--config", configPath] : [];
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
