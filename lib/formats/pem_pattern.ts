import {
  LOOKAHEAD_BYTES,
  type SecretPattern,
  type TailFollower,
  type TailStep,
} from "./secret_match.ts";

const NEWLINE = 10;
const LONG_KEY = /[A-Za-z0-9+/=]{40}/;
const KEY_LINE = /^[A-Za-z0-9+/=\s]*$|^(?:Proc-Type|DEK-Info|Comment|Version):/;
const BEGIN = /^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const END_MARK = new TextEncoder().encode("-----END");
const END_LINE = /-----END[^\n]{0,60}?-----/;
/** Longest end mark with its closing dashes. */
const END_BYTES = 80;
/** Lines of a block that are followed at most; a key of 16384 bits has about 200. */
const MAX_LINES = 400;
/** Short lines without a mark of being key material that are still taken for its end. */
const MAX_SHORT_LINES = 2;
/** What is looked at behind a begin mark to tell a key from a text that mentions one. */
const JUDGED_BYTES = 512;

/** A private key in PEM form, also with `\n` written out on one line. */
export const PRIVATE_KEY: SecretPattern = {
  id: "private-key",
  keywords: ["-----begin "],
  verify(bytes, at, end) {
    const text = latin1(bytes, at, Math.min(end, at + 80));
    const mark = BEGIN.exec(text)?.[0];
    if (mark === undefined) return null;
    const from = at + mark.length;
    const rest = latin1(bytes, from, Math.min(lineEnd(bytes, from, end), from + JUDGED_BYTES));
    return isKeyMaterial(rest) ? { start: at, end: from, tail: { kind: "pem" } } : null;
  },
};

/** Follows the lines of a PEM block to its end mark, or to the first line that is no key material. */
export function followPem(): TailFollower {
  let phase: "unsure" | "line" | "lines" = "unsure";
  let lines = 0;
  let shortLines = 0;

  const restOfLine: TailFollower = (bytes, from, end, final) => {
    const stop = lineEnd(bytes, from, end);
    const mark = indexOfMark(bytes, from, stop);
    if (mark !== -1) return endAtMark(bytes, mark, stop, stop < end || final);
    if (stop < end) {
      phase = "lines";
      return { position: stop, state: "open" };
    }
    const position = final ? end : Math.max(from, end - END_BYTES);
    return { position, state: final ? "ended" : "needs-more" };
  };

  const nextLine: TailFollower = (bytes, from, end, final) => {
    const stop = lineEnd(bytes, from + 1, end);
    const decided = stop < end || final || end - from > LOOKAHEAD_BYTES;
    if (!decided) return { position: from, state: "needs-more" };
    const text = latin1(bytes, from + 1, Math.min(stop, from + LOOKAHEAD_BYTES));
    if (text.includes("-----END") || LONG_KEY.test(text)) shortLines = 0;
    else if (!KEY_LINE.test(text) || ++shortLines > MAX_SHORT_LINES) return ended(from);
    if (++lines > MAX_LINES || from + 1 >= end) return ended(from);
    phase = "line";
    return { position: from + 1, state: "open" };
  };

  const firstRest: TailFollower = (bytes, from, end, final) => {
    const stop = lineEnd(bytes, from, end);
    if (stop === end && !final && end - from <= LOOKAHEAD_BYTES) {
      return { position: from, state: "needs-more" };
    }
    const text = latin1(bytes, from, Math.min(stop, from + LOOKAHEAD_BYTES));
    phase = text.trim().length === 0 && stop < end ? "lines" : "line";
    return { position: phase === "lines" ? stop : from, state: "open" };
  };

  return (bytes, from, end, final) => {
    let step: TailStep = { position: from, state: "open" };
    while (step.state === "open" && (step.position < end || final)) {
      const follow = { unsure: firstRest, line: restOfLine, lines: nextLine }[phase];
      step = follow(bytes, step.position, end, final);
    }
    return step;
  };
}

/** What stands behind the begin mark: nothing, or a key with its line ends written out. */
function isKeyMaterial(rest: string): boolean {
  return rest.trim().length <= 3 || rest.includes("-----END") || LONG_KEY.test(rest);
}

function ended(position: number): TailStep {
  return { position, state: "ended" };
}

function lineEnd(bytes: Uint8Array, from: number, end: number): number {
  const found = bytes.subarray(from, end).indexOf(NEWLINE);
  return found === -1 ? end : from + found;
}

function indexOfMark(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at + END_MARK.length <= end; at++) {
    if (bytes[at] === 45 && END_MARK.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}

function endAtMark(bytes: Uint8Array, mark: number, stop: number, whole: boolean): TailStep {
  if (!whole && stop - mark < END_BYTES) return { position: mark, state: "needs-more" };
  const text = latin1(bytes, mark, Math.min(stop, mark + END_BYTES));
  const found = END_LINE.exec(text)?.[0];
  return ended(found === undefined ? Math.min(stop, mark + END_BYTES) : mark + found.length);
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
