import {
  ALNUMS,
  type ByteClass,
  byteClass,
  DIGIT,
  LETTER,
  LOWERS,
  skipClass,
  visibleBytesExcept,
} from "./byte_class.ts";
import type { SecretMatch, SecretPattern } from "./secret_match.ts";
import {
  asciiLower,
  BACKSLASH,
  JUDGED_BYTES,
  plausible,
  QUOTE,
  skipQuoteAndSpace,
  SPACE,
} from "./secret_text.ts";
import { holds, startsWith } from "./token_patterns.ts";

/** What a value that stands without quotes is made of. */
const BARE = visibleBytesExcept("\"'`,;()[]{}<>|&\\");
const LOWER = byteClass(LOWERS);
const NEWLINE = 10;

/** Names whose assigned value is a secret; longer names that end so count as well. */
const NAMES = [
  ..."password passwd passphrase secret token credential credentials".split(" "),
  ...["api", "access", "secret", "private", "auth", "signing", "encryption", "account"]
    .flatMap((word) => ["_", "-", ""].map((joint) => `${word}${joint}key`)),
];

/** `PASSWORD=…`, `"password": "…"`, `api_key: '…'` and the like. Only the value is replaced. */
export const ASSIGNMENT: SecretPattern = {
  id: "assignment",
  keywords: NAMES,
  verify(bytes, at, end) {
    const name = nameEnd(bytes, at, end);
    const separator = skipQuoteAndSpace(bytes, name, end);
    const value = separatorEnd(bytes, separator, end);
    if (value === -1 || !isSecretName(bytes, at, name)) return null;
    const strict = separator === name && bytes[separator] === 61;
    const shouting = strict && !holds(bytes, at, name, LOWER);
    const from = skipClass(bytes, value, Math.min(end, value + 8), SPACE);
    const certain = asciiLower(bytes, at, at + 4) === "pass";
    const quoted = quotedValue(bytes, from, end, certain);
    if (quoted !== undefined) return quoted;
    const loose = bytes[separator] === 58 ? 2 : 1;
    return bareValue(bytes, from, end, { shouting, certain, digits: loose });
  },
};

/** End of the identifier whose keyword begins at `at`, or `end` when no assignment can follow. */
function nameEnd(bytes: Uint8Array, at: number, end: number): number {
  const limit = Math.min(end, at + 32);
  const stop = skipClass(bytes, at, limit, NAME_BYTES);
  if (stop < end && BEHIND_NAME[bytes[stop]!] === 0) return end;
  return stop;
}

function isSecretName(bytes: Uint8Array, at: number, stop: number): boolean {
  const text = asciiLower(bytes, at, stop).replace(/_?\d+$/, "");
  return NAMES_SET.has(text) || endsWithName(text);
}

/** Checked before anything else: most names in ordinary text are followed by something else. */
const BEHIND_NAME = byteClass("\"'`\\ \t:=");
const NAME_BYTES = byteClass(ALNUMS + "_-");
const NAMES_SET = new Set(NAMES);

function endsWithName(text: string): boolean {
  return NAMES.some((name) => text.endsWith(`_${name}`) || text.endsWith(`-${name}`));
}

/** Place behind `=`, `:`, `:=` or `=>`, or -1; `==` compares and does not assign. */
function separatorEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return -1;
  for (const sign of ["=>", ":="]) if (startsWith(bytes, at, end, sign)) return at + 2;
  const next = bytes[at + 1];
  if (bytes[at] === 61) return next === 61 || next === 126 ? -1 : at + 1;
  return bytes[at] === 58 && next !== 58 ? at + 1 : -1;
}

/** What a quoted value is made of, by its quote. */
const QUOTED = new Map(
  [...`"'\``].map((quote) => {
    const members = new Uint8Array(256).fill(1);
    for (const byte of [quote.charCodeAt(0), 10, 13, BACKSLASH]) members[byte] = 0;
    return [quote.charCodeAt(0), members];
  }),
);

/** Undefined when no quote stands there; null when the quoted text is no secret. */
function quotedValue(
  bytes: Uint8Array,
  from: number,
  end: number,
  certain: boolean,
): SecretMatch | null | undefined {
  let at = from;
  if (at < end && (bytes[at] === 98 || bytes[at] === 117) && QUOTE[bytes[at + 1] ?? 0] === 1) at++;
  const nested = bytes[at] === BACKSLASH;
  if (nested) at++;
  const quote = bytes[at];
  if (at >= end || QUOTE[quote!] !== 1) return undefined;
  const members = QUOTED.get(quote!)!;
  const start = at + 1;
  const stop = valueEnd(bytes, start, Math.min(end, start + JUDGED_BYTES), members, !nested);
  if (stop - start < 4 || !plausible(bytes, start, stop)) return null;
  if (holds(bytes, start, stop, SPACE)) return null;
  if (!certain && !looksRandom(bytes, start, stop, { digits: 1, min: 8 })) return null;
  return { start, end: stop, tail: { kind: "run", members, escapes: !nested } };
}

/** End of the quoted text as far as it is judged; never between a backslash and what it escapes. */
function valueEnd(
  bytes: Uint8Array,
  start: number,
  end: number,
  members: ByteClass,
  escapes: boolean,
): number {
  let at = skipClass(bytes, start, end, members);
  while (escapes && at + 1 < end && bytes[at] === BACKSLASH && bytes[at + 1] !== NEWLINE) {
    at = skipClass(bytes, at + 2, end, members);
  }
  return at;
}

function bareValue(
  bytes: Uint8Array,
  start: number,
  end: number,
  { shouting, certain, digits }: { shouting: boolean; certain: boolean; digits: number },
): SecretMatch | null {
  const stop = skipClass(bytes, start, Math.min(end, start + JUDGED_BYTES), BARE);
  if (stop - start < 4 || bytes[stop] === 40 || !plausible(bytes, start, stop)) return null;
  const word = shouting && (certain || holds(bytes, start, stop, LETTER));
  if (!word && !looksRandom(bytes, start, stop, { digits, min: certain ? 6 : 8 })) return null;
  return { start, end: stop, tail: { kind: "run", members: BARE, escapes: false } };
}

/** True when it is long enough, one word, and mixes letters with that many digits. */
function looksRandom(
  bytes: Uint8Array,
  start: number,
  stop: number,
  { digits, min }: { digits: number; min: number },
): boolean {
  if (stop - start < min || !holds(bytes, start, stop, LETTER)) return false;
  let seen = 0;
  for (let at = start; at < stop; at++) if (DIGIT[bytes[at]!] === 1) seen++;
  return seen >= digits;
}
