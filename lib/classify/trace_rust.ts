import type { Frame, Trace } from "../model/trace.ts";

/** Since Rust 1.73: the place, then the message on lines of its own. */
const NEW_PLACE = /^(\S.*):(\d+):\d+:$/;
/** Before: message in quotes, then the place. */
const OLD_PLACE = /^'(.*)', (\S.*):(\d+):\d+$/;
const BACKTRACE_NAME = /^ *\d+: +(?:0x[0-9a-f]+ - )?(\S.*)$/;
const BACKTRACE_PLACE = /^ +at (\S.*?):(\d+)(?::\d+)?$/;
const NOTE = /^note: (test did not panic as expected)(?: at (\S.*):(\d+):\d+)?$/;
const RETURNED = /^Error: (.*)$/;

/** Panics of Rust, old and new form, with the backtrace where there is one; the first one is the root. */
export function readRustTrace(lines: readonly string[]): Trace {
  const at = lines.findIndex((line) => panicOf(line) !== null);
  if (at < 0) return readWithoutPanic(lines);
  const { thread, rest } = panicOf(lines[at]!)!;
  const old = OLD_PLACE.exec(rest);
  const place = old?.slice(2) ?? NEW_PLACE.exec(rest)?.slice(1) ?? [];
  const calls = backtraceOf(lines.slice(at + 1));
  const [file = "", line = ""] = place;
  const called = calls.findLast((call) => isSame(call, file, line))?.function ?? thread;
  const end: Frame[] = file === "" ? [] : [{ file, line: Number(line) || null, function: called }];
  const message = old?.[1] ?? `${lines[at + 1] ?? ""}${sides(lines, at + 2)}`;
  return [{ type: "panic", message, frames: [...calls, ...end] }];
}

function panicOf(line: string): { readonly thread: string; readonly rest: string } | null {
  const at = line.indexOf("' panicked at ") < 0
    ? line.indexOf(") panicked at ")
    : line.indexOf("' panicked at ");
  if (at < 0 || !line.startsWith("thread '")) return null;
  const thread = line.slice("thread '".length, at).replace(/' \(\d+$/, "");
  return { thread, rest: line.slice(at + "' panicked at ".length) };
}

/** Both values of `assert_eq!` stand on lines of their own. */
function sides(lines: readonly string[], at: number): string {
  const left = /^ {1,2}left: (.*)$/.exec(lines[at] ?? "")?.[1];
  const right = /^ {1,2}right: (.*)$/.exec(lines[at + 1] ?? "")?.[1];
  return left === undefined || right === undefined ? "" : ` (left: ${left}, right: ${right})`;
}

function backtraceOf(lines: readonly string[]): readonly Frame[] {
  const calls: Frame[] = [];
  let called = "";
  for (const line of lines) {
    const place = BACKTRACE_PLACE.exec(line);
    if (place === null) called = BACKTRACE_NAME.exec(line)?.[1] ?? called;
    else calls.push({ file: place[1]!, line: Number(place[2]) || null, function: called });
  }
  return calls.toReversed();
}

function isSame(call: Frame, file: string, line: string): boolean {
  return call.line === Number(line) && call.file.replace(/^\.\//, "") === file;
}

function readWithoutPanic(lines: readonly string[]): Trace {
  for (const line of lines) {
    const note = NOTE.exec(line);
    const returned = RETURNED.exec(line)?.[1];
    if (returned !== undefined) return [{ type: "Error", message: returned, frames: [] }];
    if (note === null) continue;
    const [, message = "", file, at] = note;
    const frames = file === undefined ? [] : [{ file, line: Number(at) || null, function: "" }];
    return [{ type: "panic", message, frames }];
  }
  return [];
}
