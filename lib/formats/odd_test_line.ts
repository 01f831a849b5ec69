import { TEST_OUTCOMES, type TestOutcome } from "../model/outcome.ts";

/** What is read of one test, from wherever it is told. */
export interface OddTest {
  readonly id: string;
  readonly suite: string;
  readonly outcome: TestOutcome;
  /** Milliseconds; negative where it is not told. */
  readonly durationMs: number;
  readonly isQuarantined: boolean;
  /** "" where there is none. */
  readonly fingerprint: string;
}

/** Objects and lists of a record stand three deep; a stranger's line may not be much deeper. */
const DEPTH_MAX = 16;
/** Values of a line; each takes many times the memory of its text. */
const VALUES_MAX = 200_000;

const decoder = new TextDecoder();

/**
 * Reads a line in any layout, by `JSON.parse`; null when it is no JSON, lacks a field of a test or has
 * a wrong one, or is built to fill memory. Invalid UTF-8 is read as replacement characters.
 */
export function readOddTestLine(bytes: Uint8Array): OddTest | "empty" | null {
  if (!isModest(bytes)) return null;
  const text = decoder.decode(bytes);
  if (text.trim() === "") return "empty";
  const value = parse(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? readTest(value)
    : null;
}

function readTest(fields: Fields): OddTest | null {
  const { id, suite, outcome, duration_ms: duration, quarantine, fingerprint } = fields;
  if (typeof id !== "string" || typeof suite !== "string") return null;
  const known = TEST_OUTCOMES.find((one) => one === outcome);
  const isTimed = typeof duration === "number" && duration >= 0 && Number.isFinite(duration);
  if (known === undefined || !(isTimed || duration === null)) return null;
  if (!isTextOrNull(quarantine) || !isTextOrNull(fingerprint)) return null;
  return {
    id,
    suite,
    outcome: known,
    durationMs: isTimed ? Math.min(duration, LONGEST_MS) : -1,
    isQuarantined: typeof quarantine === "string",
    fingerprint: fingerprint ?? "",
  };
}

/** What a float of 32 bits can hold. */
const LONGEST_MS = 3e38;

interface Fields {
  readonly id?: unknown;
  readonly suite?: unknown;
  readonly outcome?: unknown;
  readonly duration_ms?: unknown;
  readonly quarantine?: unknown;
  readonly fingerprint?: unknown;
}

/** Older records lack the field. */
function isTextOrNull(value: unknown): value is string | null | undefined {
  return value === undefined || value === null || typeof value === "string";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT, COMMA] = [
  0x22,
  0x5c,
  0x5b,
  0x7b,
  0x5d,
  0x7d,
  0x2c,
];

/** A short line cannot do harm; a long one is counted before it is parsed. */
const HARMLESS_BYTES = 64 * 1024;

function isModest(bytes: Uint8Array): boolean {
  if (bytes.length < HARMLESS_BYTES) return true;
  let [depth, values, isText] = [0, 0, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (isText) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === COMMA) values++;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth++;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--;
    if (depth > DEPTH_MAX || values > VALUES_MAX) return false;
  }
  return true;
}
