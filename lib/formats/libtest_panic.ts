/** What a failed Rust test's output tells: one line, and where it happened. */
export interface PanicPlace {
  readonly message: string;
  /** Path as the compiler was given it, or "". */
  readonly file: string;
  readonly line: number | null;
}

const PANIC =
  /^thread '.*' (?:\(\d+\) )?panicked at (\S[^\n]*?):(\d+):\d+:\n([^\n]*)((?:\n[^\n]*){0,2})/m;
/** Before Rust 1.73. */
const OLD_PANIC = /^thread '.*' panicked at '([^\n]*)', ([^\n]+?):(\d+):\d+$/m;
const EXPECTED_PANIC =
  /^note: (test did not panic as expected|panic did not contain expected string)(?: at (.+?):(\d+):\d+)?/m;

/** Finds the first panic in the output of a failed test; else its first line stands for the reason. */
export function explainPanic(output: string): PanicPlace {
  const expected = EXPECTED_PANIC.exec(output);
  const panic = readPanic(output);
  if (expected !== null) {
    const line = expected[3] === undefined ? panic?.line ?? null : Number(expected[3]);
    return { message: expected[1]!, file: expected[2] ?? panic?.file ?? "", line };
  }
  return panic ?? { message: firstLineOf(output), file: "", line: null };
}

function readPanic(output: string): PanicPlace | null {
  const found = PANIC.exec(output);
  if (found !== null) {
    const message = found[3]! + sides(found[4]!);
    return { message, file: found[1]!, line: Number(found[2]) };
  }
  const old = OLD_PANIC.exec(output);
  return old === null ? null : { message: old[1]!, file: old[2]!, line: Number(old[3]) };
}

/** `assert_eq!` puts both values on lines of their own; without them the message says little. */
function sides(lines: string): string {
  const found = /^\n {1,2}left: (.*)\n {1,2}right: (.*)$/.exec(lines);
  return found === null ? "" : ` (left: ${found[1]}, right: ${found[2]})`;
}

function firstLineOf(output: string): string {
  return output.split("\n", 20).find((line) => line.trim() !== "")?.trim() ?? "";
}
