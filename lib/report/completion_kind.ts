import type { FlagRow } from "../model/flag.ts";

/** What completes the value of a flag, or a word that is no flag. */
export type CompletionKind =
  | { readonly kind: "none" }
  /** Any value, which nobody can guess. */
  | { readonly kind: "value" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  /** Names of suites, as they stand in `qa.jsonc`. */
  | { readonly kind: "suite" }
  /** `latest`, ids of runs, or a file. */
  | { readonly kind: "record" }
  | { readonly kind: "path" };

/** A script that is completed. */
export interface CompletedScript {
  /** As it is called without its ending: `qa_gate`. */
  readonly name: string;
  /** The task that calls it: `qa:gate`. */
  readonly task: string;
  readonly rows: readonly FlagRow[];
  /** What its own words are; absent where it takes none. */
  readonly words?: "record";
}

/** Names of flags whose value is a suite. */
const SUITES: ReadonlySet<string> = new Set(["suite", "exclude"]);

/** What completes the value of this flag. */
export function completionKind({ name, value, choices, placeholder }: FlagRow): CompletionKind {
  if (value === "none") return { kind: "none" };
  if (choices !== undefined) return { kind: "words", words: choices };
  // A path in a container is none of this machine.
  if (value === "container-path") return { kind: "value" };
  if (SUITES.has(name)) return { kind: "suite" };
  if (/<record>|<run>/.test(placeholder)) return { kind: "record" };
  return /<(path|file|folder|host)>/.test(placeholder) ? { kind: "path" } : { kind: "value" };
}

/** Begins the names of a script's functions, and is the name that people give it: `qa_replay`. */
export function ownName({ name }: CompletedScript): string {
  return name.startsWith("qa_") ? name : `qa_${name}`;
}

/** Commands that are completed. Its bare name is left alone: `history` is a word of every shell. */
export function commandsOf(script: CompletedScript): readonly string[] {
  return [ownName(script), `${script.name}.ts`, `${script.name}.js`];
}

/** Every spelling of a flag, long ones first: `--retries`, `--no-retries`, `-r`. */
export function spellings({ name, short, negatable }: FlagRow): readonly string[] {
  return [
    `--${name}`,
    ...negatable === true ? [`--no-${name}`] : [],
    ...short === undefined ? [] : [`-${short}`],
  ];
}

/** The half sentence of a flag, short enough for a menu, without what shells read as their own. */
export function describeForMenu({ summary }: FlagRow): string {
  const plain = summary.replaceAll("'", "’").replaceAll(":", ",").replace(/[`"\\$[\]]/g, " ")
    .replace(/\s+/g, " ").trim();
  return plain.length <= 70 ? plain : `${plain.slice(0, 69).trimEnd()}…`;
}
