import type { FlagRow } from "../model/flag.ts";

/** Names of the flag by which the gate is given records; `replay` takes them as words. */
const RERUN_FROM = "rerun-from";

/** What a call is named anew with. */
export interface NamingOptions {
  /** Absolute paths of the records, oldest first. */
  readonly paths: readonly string[];
  /** Names of flags that do not stay; all stay unless said. */
  readonly without?: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Our own call (the script first) with its records by these absolute paths: `latest` would mean another
 * run when it is called again, and a relative path another file from another folder.
 */
export function nameRecords(
  rows: readonly FlagRow[],
  [script = "", ...args]: readonly string[],
  { paths, without = NOTHING }: NamingOptions,
): readonly string[] {
  const takesFlag = rows.some(({ name }) => name === RERUN_FROM);
  const dropped = new Set([RERUN_FROM, ...without].map((name) => `--${name}`));
  const kept: string[] = [];
  args.forEach((word, at) => {
    // A value that is a word of its own never begins with a dash, so it is passed over by itself.
    const [flag = ""] = word.split("=", 1);
    if (!word.startsWith("-") || dropped.has(flag)) return;
    const hasNext = flag === word && takesValue(rows, word);
    kept.push(word, ...(hasNext ? [args[at + 1] ?? ""] : []));
  });
  const named = takesFlag ? paths.flatMap((path) => [`--${RERUN_FROM}`, path]) : paths;
  return [script, ...named, ...kept];
}

function takesValue(rows: readonly FlagRow[], word: string): boolean {
  const row = rows.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
  return row !== undefined && row.value !== "none";
}
