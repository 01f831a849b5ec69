import type { FlagRow, ParsedFlags } from "../model/flag.ts";
import { faultOfFlag } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { nearestSpelling } from "../model/spelling.ts";

/** One flag as it stands on the command line. */
interface Token {
  readonly row: FlagRow;
  readonly value: string | boolean;
}

/** What a script takes beside its flags. */
export interface ParseOptions {
  /** True: words that are no flags are kept, in their order. */
  readonly takesWords?: boolean;
}

/**
 * Reads a command line by a table of flags; anything else (unknown, repeated, without its value, out
 * of range, a stray word) is a `usage` problem with the nearest valid spelling.
 *
 * @example
 * ```ts
 * import { parseFlags } from "./parse_flags.ts";
 * import { QA_GATE_FLAGS } from "./qa_gate_flags.ts";
 * const flags = parseFlags(QA_GATE_FLAGS, ["--memory", "2g", "--suite=unit"]);
 * if (!flags.ok || flags.value.values.get("memory") !== "2g") throw new Error("not read");
 * ```
 */
export function parseFlags(
  rows: readonly FlagRow[],
  args: readonly string[],
  { takesWords = false }: ParseOptions = {},
): Result<ParsedFlags, Problem> {
  const words: string[] = [];
  const values = new Map<string, string | boolean | readonly string[]>();
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  for (let index = 0; index < own.length; index++) {
    const word = own[index] ?? "";
    if (takesWords && !word.startsWith("-")) {
      words.push(word);
      continue;
    }
    const token = readToken(rows, word, own[index + 1]);
    if (!token.ok) return token;
    const stored = store(values, token.value);
    if (!stored.ok) return stored;
    if (token.value.tookNext) index++;
  }
  return ok({ values, words, rest: end === -1 ? [] : args.slice(end + 1), rows });
}

function readToken(
  rows: readonly FlagRow[],
  word: string,
  next: string | undefined,
): Result<Token & { readonly tookNext: boolean }, Problem> {
  const [spelled = "", inline] = splitOnce(word);
  const found = findRow(rows, spelled);
  if (found === null) return err(explainUnknown(rows, spelled));
  const { row, negated } = found;
  if (row.value === "none" || negated) {
    if (inline !== undefined) return usage(`${spelled} takes no value`, `Write ${spelled} alone`);
    return ok({ row, value: !negated, tookNext: false });
  }
  const text = inline ?? (looksLikeFlag(next) && !(row.takesDashes && next) ? undefined : next);
  if (text === undefined && row.bare !== undefined) {
    return ok({ row, value: row.bare, tookNext: false });
  }
  if (text === undefined) {
    return usage(`${spelled} needs a value`, `Write ${spelled} ${row.placeholder}`);
  }
  const fault = faultOfFlag(row, text);
  if (fault !== null) return usage(`${spelled}: ${fault}`, hintFor(row, text));
  return ok({ row, value: text, tookNext: inline === undefined });
}

function store(
  values: Map<string, string | boolean | readonly string[]>,
  { row, value }: Token,
): Result<void, Problem> {
  const before = values.get(row.name);
  if (row.repeat === true) {
    values.set(row.name, [...(Array.isArray(before) ? before : []), String(value)]);
    return ok(undefined);
  }
  if (before !== undefined) {
    return usage(`--${row.name} is given twice`, `Give --${row.name} once`);
  }
  values.set(row.name, value);
  return ok(undefined);
}

function findRow(
  rows: readonly FlagRow[],
  spelled: string,
): { readonly row: FlagRow; readonly negated: boolean } | null {
  for (const row of rows) {
    if (spelled === `--${row.name}` || (row.short !== undefined && spelled === `-${row.short}`)) {
      return { row, negated: false };
    }
    if (row.negatable === true && spelled === `--no-${row.name}`) return { row, negated: true };
  }
  return null;
}

function explainUnknown(rows: readonly FlagRow[], spelled: string): Problem {
  const isFlag = spelled.startsWith("-");
  const nearest = nearestSpelling(spelled.replace(/^-+/, ""), rows.map((row) => row.name));
  const message = isFlag ? `Unknown flag ${spelled}` : `Unexpected argument "${spelled}"`;
  const hint = nearest === null ? "See --help for every flag" : `Did you mean --${nearest}?`;
  return { kind: "usage", message, hint };
}

function hintFor(row: FlagRow, text: string): string {
  const nearest = nearestSpelling(text, row.choices ?? []);
  return nearest === null
    ? `Write --${row.name} ${row.placeholder}`
    : `Did you mean --${row.name} ${nearest}?`;
}

/** A number may be negative, and is then told to be out of range instead of missing. */
function looksLikeFlag(word: string | undefined): boolean {
  return word === undefined || /^-\D/.test(word);
}

function splitOnce(word: string): readonly [string, string?] {
  const at = word.indexOf("=");
  return at === -1 || !word.startsWith("-") ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function usage(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
