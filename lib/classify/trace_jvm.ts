import type { Frame, Raised, Trace } from "../model/trace.ts";

/** `java.lang.IllegalStateException: message`, as a head or behind `Caused by:`. */
const THROWN = /^(?:Exception in thread "[^"]*" )?((?:[a-z_]\w*\.)+[A-Z][\w$]*)(?:: (.*))?$/;
const CAUSED = /^\s*Caused by: /;
const CALL = /^\s*at (?:[\w.@-]+\/{1,2})*([\w.$<>]+)\(([^():]+)(?::(\d+))?\)$/;

/** Stacks of the JVM's languages. The last cause is the root. */
export function readJvmTrace(lines: readonly string[]): Trace {
  const told: { type: string; message: string; frames: Frame[] }[] = [];
  for (const line of lines) {
    const isCause = CAUSED.test(line);
    const thrown = THROWN.exec(line.replace(CAUSED, "").trimEnd());
    if (thrown !== null && (isCause || told.length === 0)) {
      told.push({ type: thrown[1]!, message: thrown[2] ?? "", frames: [] });
    }
    const call = CALL.exec(line);
    if (call !== null) told.at(-1)?.frames.push(frameOf(call));
  }
  return told.map((one): Raised => ({ ...one, frames: one.frames.toReversed() })).toReversed();
}

function frameOf([, called = "", file = "", line]: RegExpExecArray): Frame {
  return { file, line: line === undefined ? null : Number(line) || null, function: called };
}
