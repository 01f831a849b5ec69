import type { TestOutcome } from "../model/outcome.ts";

/** What the output of a test tells beyond its outcome. */
export interface GoWords {
  /** What was said last at a place of a test file, the place in front; or the panic; "" for neither. */
  readonly message: string;
  /** 1-based line of that, or null. */
  readonly line: number | null;
  /** A panic, and whether it is the one of go's own `-timeout`. */
  readonly panic: "panic" | "timeout" | null;
}

const FRAME = /^\s*(?:===|---) .*$/;
const SAID = /^\s+(\S+\.go:(\d+): .*)$/;
/** What a wrong `Example…` printed, and what its comment asks for. */
const EXAMPLE = /^got:\n([^]*?)\nwant:\n([^]*)$/;
const PANIC = /^(?:panic|fatal error): (.*)$/m;

/** The output of a test without go's own lines around it. */
export function ownWords(output: string): string {
  return output.split("\n").filter((line) => !FRAME.test(line)).join("\n").trim();
}

/** Finds the panic, else the last line said at a place in a test file, else the first line. */
export function explainGoOutput(words: string): GoWords {
  const panic = PANIC.exec(words)?.[1];
  if (panic !== undefined) {
    const isTimeout = /^test timed out after /.test(panic);
    const place = /_test\.go:(\d+) \+0x/.exec(words)?.[1];
    const line = place === undefined ? null : Number(place);
    return { message: `panic: ${panic}`, line, panic: isTimeout ? "timeout" : "panic" };
  }
  const lines = words.split("\n");
  // Logs stand before the complaint that ends the test, in the same shape.
  const said = lines.map((line) => SAID.exec(line) ?? SAID.exec(` ${line}`)).findLast((one) => one);
  if (said) return { message: said[1]!.trim(), line: Number(said[2]), panic: null };
  const example = EXAMPLE.exec(words);
  if (example !== null) {
    const [got, want] = [example[1]!, example[2]!].map((text) =>
      text.trim().split("\n").join(" / ")
    );
    return { message: `got: ${got}, want: ${want}`, line: null, panic: null };
  }
  return {
    message: lines.find((line) => line.trim() !== "")?.trim() ?? "",
    line: null,
    panic: null,
  };
}

/** The outcome in a result line that shares its line with a test's output, which go before 1.20 does not see. */
export function hiddenOutcome(output: string, test: string): TestOutcome | null {
  const at = output.lastIndexOf(`: ${test} (`);
  const word = at < 8 ? "" : output.slice(at - 8, at);
  if (word === "--- PASS") return "passed";
  if (word === "--- FAIL") return "failed";
  return word === "--- SKIP" ? "skipped" : null;
}
