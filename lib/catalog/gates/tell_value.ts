import { cleanLine } from "../../report/clean_terminal.ts";

const TOLD_MAX = 100;
const WHOLE_MAX = 1000;

/** A value from a stranger in a few clean words: a text in quotes, a number, or what sort of thing it is. */
export function tellValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `"${tellText(value)}"`;
  if (Array.isArray(value)) return tellList(value);
  if (typeof value === "object" && value !== null) {
    return `an object with ${countOf(Object.keys(value).length, "field")}`;
  }
  return String(value);
}

/** A text from a stranger on one line, without control characters and not too long. */
export function tellText(text: string): string {
  return cutClean(text, TOLD_MAX);
}

/** A text from a stranger on one line, without control characters, whole unless nobody would write so much. */
export function tellWhole(text: string): string {
  return cutClean(text, WHOLE_MAX);
}

function cutClean(text: string, most: number): string {
  // What is cut away needs no cleaning: a huge text costs as much as a short one.
  const clean = cleanLine(text.slice(0, 4 * most));
  return clean.length > most || text.length > 4 * most
    ? `${clean.slice(0, most).toWellFormed()}…`
    : clean;
}

/** A number with its word: `1 field`, `3 fields`. */
export function countOf(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** The first few of many, each in clean words: `a, b, c and 12 more`. */
export function tellSome(values: readonly string[], most = 5): string {
  const told = values.slice(0, most).map((one) => tellText(one)).join(", ");
  return values.length > most ? `${told} and ${values.length - most} more` : told;
}

function tellList(list: readonly unknown[]): string {
  const isPlain = list.length <= 5 &&
    list.every((one) => typeof one !== "object" && String(one).length <= 40);
  if (list.length === 0) return "an empty list";
  return isPlain ? `[${list.map(tellValue).join(", ")}]` : `a list of ${list.length}`;
}
