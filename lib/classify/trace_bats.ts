import type { Trace } from "../model/trace.ts";

const PLACE = /in (?:test )?file (\S.*), line (\d+)[,)]$/;
const FUNCTION = /^\s*\(?from function `([^']*)' /;
/** The shell's own complaint about a file that it cannot read. */
const SHELL = /^(\S[^:]*): line (\d+): (.*)$/;

/** What bats says of a failed test: the command, and the calls that led there, the innermost first. */
export function readBatsTrace(lines: readonly string[]): Trace {
  const places = lines.flatMap((line) => {
    const found = PLACE.exec(line);
    if (found === null) return [];
    const called = FUNCTION.exec(line)?.[1] ?? "";
    return [{ file: found[1]!, line: Number(found[2]) || null, function: called }];
  });
  if (places.length === 0) return readShell(lines);
  const last = lines.findLastIndex((line) => PLACE.test(line));
  return [{ type: "", message: (lines[last + 1] ?? "").trim(), frames: places.toReversed() }];
}

function readShell(lines: readonly string[]): Trace {
  const found = lines.map((line) => SHELL.exec(line)).find((one) => one !== null);
  if (found === undefined || found === null) return [];
  const [, file = "", line = "", message = ""] = found;
  return [{ type: "", message, frames: [{ file, line: Number(line) || null, function: "" }] }];
}
