import type { SignalKind, SignalText } from "../model/signature.ts";

/** How runners head what a test printed, where they show it beside the failure. */
const PRINTED =
  /^(?:-{3,60} Captured (?:stdout|stderr|log) (?:call|setup|teardown) -{3,60}|Captured (?:stdout|stderr|logging):|stdout:|stderr:|\s{0,8}console\.(?:log|info|warn|error|debug)|std(?:out|err) \| .{0,300}|-{4} .{1,300} stdout -{4})$/my;
/** How runners head their own report of failures; what stands before it, tests have printed. */
const REPORT =
  /^(?: {2}\d{1,7} passing \(.{1,20}\)|={3,60} (?:FAILURES|ERRORS) ={3,60}|={70}\n(?:ERROR|FAIL): .{1,300}|failures:)$/my;
/** One of them stands in every such head: a text without them has no parts. */
export const PRINTED_HINTS = [
  ...["Captured ", "console.", "stdout:", "stderr:", "stdout |", "stderr |", " stdout ----"],
  ...[" passing (", "= FAILURES =", "= ERRORS =", "=\nERROR: ", "=\nFAIL: ", "failures:"],
] as const;
/** Characters of a head before its hint, at most. */
const HEAD_MAX = 400;
/** What begins the next thing that a runner itself says. */
const OWN =
  /^(?:_{3,60} .{1,300} _{3,60}|={3,60}.{0,300}|-{3,60} .{1,300}|\s{0,4}● .{0,300}|\s{0,8}at .{1,300}|\s{0,3}(?:FAIL|PASS) .{0,300}|⎯{3,60}.{0,300}|thread '.{1,300}' (?:\(\d{1,9}\) )?panicked at .{0,300}|Error: .{0,300}|failures:)$/gm;

/** Who writes a message, or speaks for the engine or the kernel, shows nothing that others printed. */
const WITH_PRINTED: ReadonlySet<SignalKind> = new Set(["details", "stdout", "stderr"]);

/** A stretch of a text, and whether a test or its code had printed it. */
export interface TextPart extends SignalText {
  readonly printed: boolean;
}

/**
 * A text in stretches: what the runner says, and what a test had printed and only stands beside it
 * for convenience. The latter is worth little: anybody may print anything. Hints are the places of
 * `PRINTED_HINTS` in it, in order.
 */
export function partPrinted(text: SignalText, hints: readonly number[]): readonly TextPart[] {
  if (!WITH_PRINTED.has(text.kind)) return [{ ...text, printed: false }];
  const parts: TextPart[] = [];
  let line = text.firstLine;
  const add = (from: number, to: number, printed: boolean): number => {
    const part = text.text.slice(from, to);
    if (part !== "") parts.push({ ...text, text: part, firstLine: line, printed });
    line += part.length - part.replaceAll("\n", "").length;
    return to;
  };
  const starts = hints.flatMap((hint) => startBefore(text.text, hint));
  const report = text.kind === "details"
    ? undefined
    : starts.find((start) => matchAt(REPORT, text.text, start));
  let at = report === undefined ? 0 : add(0, report, true);
  for (const start of starts) {
    const head = start < at ? null : matchAt(PRINTED, text.text, start);
    if (head === null) continue;
    const own = matchAt(OWN, text.text, start + head[0].length);
    at = add(add(at, start, false), own?.index ?? text.text.length, true);
  }
  add(at, text.text.length, false);
  return parts;
}

/** Where the line of a hint begins, if that is near enough for a head. */
function startBefore(text: string, hint: number): readonly number[] {
  const from = Math.max(0, hint - HEAD_MAX);
  const found = text.slice(from, hint).lastIndexOf("\n");
  return found === -1 && from > 0 ? [] : [from + found + 1];
}

/** The match at a place, or for a pattern that searches, from there on. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
