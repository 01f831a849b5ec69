import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/**
 * Words of a text as a POSIX shell would split it: blanks, single and double quotes, backslashes. No
 * shell runs and nothing is expanded: `$HOME` stays what it is. A quote that is not closed is a problem.
 *
 * @example
 * ```ts
 * import { splitWords } from "./split_words.ts";
 * const words = splitWords("-k 'a or b' -x", "--pytest-args");
 * if (!words.ok || words.value[1] !== "a or b") throw new Error("not split");
 * ```
 */
export function splitWords(text: string, name: string): Result<readonly string[], Problem> {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const take = (more: string): void => void (word = (word ?? "") + more);
  while (at < text.length) {
    const char = text[at] ?? "";
    if (/[ \t\n]/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      at++;
    } else if (char === "'") {
      const end = text.indexOf("'", at + 1);
      if (end === -1) return unclosed(name, "'");
      take(text.slice(at + 1, end));
      at = end + 1;
    } else if (char === '"') {
      const inner = readDouble(text, at + 1);
      if (inner === null) return unclosed(name, '"');
      take(inner.text);
      at = inner.end + 1;
    } else if (char === "\\") {
      if (at + 1 >= text.length) return unclosed(name, "\\");
      // A backslash before the end of a line joins two lines.
      if (text[at + 1] !== "\n") take(text[at + 1] ?? "");
      at += 2;
    } else {
      take(char);
      at++;
    }
  }
  return ok(word === null ? words : [...words, word]);
}

/** What stands between double quotes, and where they end; null where they do not. */
function readDouble(text: string, from: number): { text: string; end: number } | null {
  let inner = "";
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') return { text: inner, end: at };
    const next = text[at + 1] ?? "";
    if (char === "\\" && next === "\n") {
      at++;
    } else if (char === "\\" && /["\\$`]/.test(next)) {
      inner += next;
      at++;
    } else {
      inner += char;
    }
  }
  return null;
}

function unclosed(name: string, quote: string): Result<never, Problem> {
  const message = `${name}: a ${quote} has no end`;
  return err({ kind: "usage", message, hint: `Write ${name} '-k "a or b" -x', for example` });
}
