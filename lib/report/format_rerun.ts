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

/** Flags that choose a shard; told anew, whatever variables they came from. */
const SHARD: Readonly<Record<string, boolean>> = {
  "--shard-kind": true,
  "--shard-index": true,
  "--shard-total": true,
  "--shard-durations": true,
  "--shard-from-env": false,
};

/**
 * The command that repeats a run, or only one suite of it, from any folder: it starts in the root,
 * and paths are told from there. All else that the caller asked for stays, but what named or
 * displayed that one run.
 */
export function formatRerun(record: RunRecord, suite: string | null = null): Rerun {
  const [script = "", ...flags] = record.invocation;
  const { root } = record.plan;
  // Without a shard of its own, a run knows such a flag as what it replays of its record.
  const dropped = shardFlags(record).length === 0 ? DROPPED : { ...DROPPED, ...SHARD };
  const kept = dropFlags(flags, suite === null ? dropped : { ...dropped, ...SELECTION });
  // One suite by itself would be dealt out in another way: all of it is run.
  const narrowed = suite === null ? shardFlags(record) : ["--suite", suite];
  const shown = script.startsWith(`${root}/`) ? script.slice(root.length + 1) : script;
  const variables = settingsOf(record);
  const gate = ["deno", "run", "-A", shown, ...narrowed, ...configFlag(record), ...kept];
  const argv = variables.length === 0 ? gate : ["env", ...variables, ...gate];
  return { argv, cwd: root, command: `${quoteShell(["cd", root])} && ${quoteShell(argv)}` };
}

/** Settings that came from variables, as `env` takes them. */
function settingsOf({ plan, host }: RunRecord): readonly string[] {
  const used = plan.sources.filter(({ from, name }) =>
    from === "environment" && !name.startsWith("shard-")
  );
  const names = new Set(used.map(({ where }) => where));
  return [...names].flatMap((name) => {
    const value = host.environment[name];
    return value === undefined ? [] : [`${name}=${value}`];
  });
}

/**
 * The same shard on another machine and on another day: its own plan is followed, where it was dealt out
 * by durations, because a history knows more by then.
 */
function shardFlags({ plan, runId }: RunRecord): readonly string[] {
  const request = plan.shardRequest ?? plan.shard;
  if (request === undefined) return [];
  const { kind, index, total } = request;
  const isKnown = plan.shard !== undefined && plan.shard.plan_digest !== "";
  const asked = plan.shardRequest?.durations;
  const durations = !isKnown ? asked : plan.shard?.balanced_by === "durations" ? runId : "none";
  return [
    ...["--shard-kind", kind, "--shard-index", String(index), "--shard-total", String(total)],
    ...durations === undefined ? [] : ["--shard-durations", below(plan.root, durations)],
  ];
}

/** Relative to the root where it is below it. */
function below(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
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
