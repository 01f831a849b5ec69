import type { Frame, Trace } from "../model/trace.ts";

/**
 * A path with an ending, then a line: `tests/a.php:17`, `x.rb:3:in`, `main.c:12:5: error`. It begins
 * where a word does, so that a long word is looked at once.
 */
const PLACE = /(?<![\w./@+\\-])((?:[A-Za-z]:)?[\w./@+\\-]*\.[A-Za-z]\w{0,9}):(?:line )?(\d{1,9})\b/;
/** Perl's: `at t/a.t line 3.` */
const WORDED = /\b(?:at|in|file) ([\w./-]+\.\w{1,10})[, ]+(?:on )?line (\d{1,9})\b/i;

/** Places of any tool, in the order in which they are told, the first one counting as the innermost. */
export function readAnyTrace(lines: readonly string[]): Trace {
  const frames: Frame[] = lines.flatMap((line) => {
    const found = PLACE.exec(line) ?? WORDED.exec(line);
    return found === null
      ? []
      : [{ file: found[1]!, line: Number(found[2]) || null, function: "" }];
  });
  const first = lines.find((line) => line.trim() !== "")?.trim() ?? "";
  return frames.length === 0 ? [] : [{ type: "", message: first, frames: frames.toReversed() }];
}
