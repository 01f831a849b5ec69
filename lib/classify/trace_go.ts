import type { Frame, Trace } from "../model/trace.ts";

/** What a test said: the name of its file, without a folder. */
const LOGGED = /^\s*([\w.-]+_test\.go):(\d+): ?(.*)$/;
const PANIC = /^\s*(panic|fatal error): (.*)$/;
const GOROUTINE = /^goroutine \d+(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[/;
const CALL_PLACE = /^\t(\S.*\.(?:go|s)):(\d+)(?: \+0x[0-9a-f]+)?$/;
/**
 * What Go tells of a failed test: the panic with its goroutines, the one that panicked first; else the
 * lines that the test said, of which the last one is taken for the failure.
 */
export function readGoTrace(lines: readonly string[]): Trace {
  const at = lines.findIndex((line) => PANIC.test(line));
  const goroutines = at < 0 ? [] : readGoroutines(lines.slice(at + 1));
  if (goroutines.length > 0) {
    const [, type = "", message = ""] = PANIC.exec(lines[at]!)!;
    return goroutines.map((frames) => ({ type, message: withoutRecovered(message), frames }));
  }
  return readLogged(lines);
}

/** How the testing package prints a panic that it has caught only to print it. */
function withoutRecovered(message: string): string {
  return message.replace(/(?: \[recovered(?:, repanicked)?\])+$/, "");
}

function readGoroutines(lines: readonly string[]): readonly (readonly Frame[])[] {
  const all: Frame[][] = [];
  let called = "";
  for (const line of lines) {
    if (GOROUTINE.test(line)) all.push([]);
    const place = CALL_PLACE.exec(line);
    if (place === null) called = functionOf(line);
    else all.at(-1)?.push({ file: place[1]!, line: Number(place[2]), function: called });
  }
  return all.map((frames) => frames.toReversed());
}

/** `example.com/shop/crash.TestPanics.func1(0xc000096680?)` without its arguments. */
function functionOf(line: string): string {
  const text = line.replace(/^created by /, "").replace(/ in goroutine \d+$/, "");
  const open = text.endsWith(")") ? text.lastIndexOf("(") : -1;
  return open < 0 ? text : text.slice(0, open);
}

function readLogged(lines: readonly string[]): Trace {
  const found = lines.map((line) => LOGGED.exec(line)).findLast((one) => one !== null);
  if (found === undefined || found === null) return [];
  const [, file = "", line = "", message = ""] = found;
  return [{ type: "", message, frames: [{ file, line: Number(line) || null, function: "" }] }];
}
