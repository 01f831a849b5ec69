import { err, ok, type Result } from "../model/result.ts";
import type { TextList, TextListItem, TextLists } from "./text_list.ts";

/** Texts of three quotes are told first: their quotes are no ends. What is never closed goes to its end. */
const TOKEN =
  /"""(?:[^\\]|\\[^])*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|#[^\n]*|\n|[[\]{}=,.]|[^\s"'#[\]{}=,.]+/g;
const CLOSED = /^(?:"""[^]*"""|'''[^]*'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')$/;
const NAME = /^[A-Za-z0-9_-]+$/;
const TOO_MANY = 400_000;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly line: number;
}

/** A key, dotted or not: its parts and where they begin. */
interface Key {
  readonly path: readonly string[];
  readonly starts: readonly number[];
}

/**
 * Every list of texts in a TOML file, with its place: tables, dotted and quoted keys, lists of texts
 * over many lines. All other values are passed over, not checked; lists in arrays of tables and in
 * inline tables are not told. Half a sentence says what is wrong and in which line.
 */
export function readTomlLists(text: string): Result<TextLists, string> {
  const tokens: Token[] = [];
  const fault = tokenize(text, tokens);
  if (fault !== null) return err(fault);
  const lists: TextList[] = [];
  const read = readLines(tokens, lists);
  if (read !== null) return err(read);
  const bare = text.replace(TOKEN, (part) => part.startsWith("#") ? " ".repeat(part.length) : part);
  return ok({ text, bare, lists, syntax: "toml" });
}

function tokenize(text: string, into: Token[]): string | null {
  let line = 1;
  for (const { 0: part, index } of text.matchAll(TOKEN)) {
    if (/^["']/.test(part) && !CLOSED.test(part)) return `line ${line}: a text is never closed`;
    if (into.length > TOO_MANY) return `it holds more than ${TOO_MANY} words`;
    if (!part.startsWith("#")) into.push({ text: part, start: index, line });
    line += part.split("\n").length - 1;
  }
  return null;
}

function readLines(tokens: readonly Token[], lists: TextList[]): string | null {
  let table: Key | null = { path: [], starts: [] };
  const seen = new Set<string>();
  for (let at = 0; at < tokens.length;) {
    const first = tokens[at]!;
    if (first.text === "\n") at++;
    else if (first.text === "[") {
      const isMany = tokens[at + 1]?.text === "[";
      const key = readKey(tokens, isMany ? at + 2 : at + 1);
      if (key === null || tokens[key.next]?.text !== "]") return bad(first, "no table's name");
      table = isMany ? null : key;
      at = key.next + (isMany ? 2 : 1);
    } else {
      const key = readKey(tokens, at);
      if (key === null || tokens[key.next]?.text !== "=") {
        return bad(first, "neither key nor table");
      }
      const value = readValue(tokens, key.next + 1);
      if (typeof value === "string") return value;
      at = value.next;
      if (value.list === null || table === null) continue;
      const path = [...table.path, ...key.path];
      const name = JSON.stringify(path);
      if (seen.has(name)) return bad(first, `${path.join(".")} is given twice`);
      seen.add(name);
      lists.push({ ...value.list, path, keyStarts: [...table.starts, ...key.starts] });
    }
  }
  return null;
}

function readKey(tokens: readonly Token[], from: number): (Key & { next: number }) | null {
  const path: string[] = [];
  const starts: number[] = [];
  for (let at = from;; at += 2) {
    const part = tokens[at];
    const name = part === undefined ? null : NAME.test(part.text) ? part.text : readText(part.text);
    if (part === undefined || name === null) return null;
    path.push(name);
    starts.push(part.start);
    if (tokens[at + 1]?.text !== ".") return { path, starts, next: at + 1 };
  }
}

type Value = {
  readonly next: number;
  readonly list: Pick<TextList, "items" | "open" | "close"> | null;
};

/** A value to its end: the end of its line, outside of all brackets. */
function readValue(tokens: readonly Token[], from: number): Value | string {
  const first = tokens[from];
  if (first === undefined || first.text === "\n") {
    return bad(first ?? tokens[from - 1]!, "a key without a value");
  }
  const items: TextListItem[] = [];
  let [depth, isTexts, close] = [0, first.text === "[", -1];
  let at = from;
  for (; at < tokens.length; at++) {
    const { text, start, line } = tokens[at]!;
    if (text === "\n" && depth === 0) break;
    if (text === "[" || text === "{") {
      depth++;
      isTexts &&= depth === 1;
    } else if (text === "]" || text === "}") {
      if (--depth < 0) return bad(tokens[at]!, `${text} closes nothing`);
      if (depth === 0) close = start;
    } else if (text !== "\n" && text !== ",") {
      const value = readText(text);
      if (value === null) isTexts = false;
      else items.push({ value, start, end: start + text.length, line });
    }
  }
  if (depth > 0) return bad(first, "a bracket is never closed");
  return { next: at, list: isTexts ? { items, open: first.start, close } : null };
}

/** What a text in quotes says; null for what is none. */
function readText(spelled: string): string | null {
  if (/^('''|""")/.test(spelled)) return null;
  if (spelled.startsWith("'")) return spelled.slice(1, -1);
  if (!spelled.startsWith('"')) return null;
  try {
    // Escapes are those of JSON but for \U and \e, which no path of a file needs.
    return JSON.parse(spelled);
  } catch {
    return null;
  }
}

function bad({ line }: Token, what: string): string {
  return `line ${line}: ${what}`;
}
