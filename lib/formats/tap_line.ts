import type { TestOutcome } from "../model/outcome.ts";

/** One line of TAP in our words; `other` is output that means nothing to us. */
export type TapLine =
  | { readonly kind: "plan"; readonly count: number }
  | {
    readonly kind: "result";
    readonly number: number | null;
    readonly name: string;
    readonly outcome: TestOutcome;
    readonly reason: string;
  }
  | { readonly kind: "bail-out"; readonly reason: string }
  | { readonly kind: "subtest"; readonly name: string }
  | { readonly kind: "suite"; readonly file: string }
  | { readonly kind: "begin"; readonly number: number; readonly name: string }
  | { readonly kind: "diagnostic"; readonly text: string }
  | { readonly kind: "other" };

const PLAN = /^1\.\.(\d{1,9})\s*(?:#.*)?$/;
const RESULT = /^(not )?ok(?: +(\d{1,9}))?(?: +(.*))?$/;
const DIRECTIVE = /(?:^|[^\\])#\s*(skip|todo)\S*\s*(.*)$/i;
const BEGIN = /^begin (\d{1,9}) (.*)$/;

/** Reads one line without its indentation. */
export function readTapLine(text: string): TapLine {
  const plan = PLAN.exec(text)?.[1];
  if (plan !== undefined) return { kind: "plan", count: Number(plan) };
  const result = RESULT.exec(text);
  if (result !== null) return readResult(result);
  if (text.startsWith("Bail out!")) return { kind: "bail-out", reason: text.slice(9).trim() };
  if (text.startsWith("# Subtest: ")) return { kind: "subtest", name: unescape(text.slice(11)) };
  if (text.startsWith("#")) return { kind: "diagnostic", text: text.slice(1).replace(/^ /, "") };
  if (text.startsWith("suite /")) return { kind: "suite", file: text.slice(6) };
  const begin = BEGIN.exec(text);
  if (begin !== null) return { kind: "begin", number: Number(begin[1]), name: begin[2]! };
  return { kind: "other" };
}

function readResult([, not, number, rest = ""]: RegExpExecArray): TapLine {
  const directive = DIRECTIVE.exec(rest);
  const told = directive === null
    ? rest
    : rest.slice(0, directive.index + (rest[directive.index] === "#" ? 0 : 1));
  const word = directive?.[1]?.toLowerCase();
  const failed = not !== undefined;
  return {
    kind: "result",
    number: number === undefined ? null : Number(number),
    name: unescape(told.replace(/^- */, "").trim()),
    // A "todo" that passes is no failure in TAP: it is told as any other test.
    outcome: word === "skip"
      ? "skipped"
      : failed
      ? word === "todo" ? "expected-failure" : "failed"
      : "passed",
    reason: directive?.[2]?.trim() ?? "",
  };
}

function unescape(text: string): string {
  return text.replace(/\\([#\\])/g, "$1");
}
