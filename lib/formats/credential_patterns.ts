import {
  ALNUMS,
  byteClass,
  DIGIT,
  DIGITS,
  LETTER,
  LOWERS,
  skipClass,
  visibleBytesExcept,
} from "./byte_class.ts";
import type { SecretMatch, SecretPattern } from "./secret_match.ts";
import { asciiLower, JUDGED_BYTES, plausible, skipQuoteAndSpace, SPACE } from "./secret_text.ts";
import { holds } from "./token_patterns.ts";

const TOKEN68 = byteClass(ALNUMS + "-._~+/=:");
const USERINFO = visibleBytesExcept("\"'`<>\\/?#");

/** A password inside a URL: `scheme://user:password@host`. Only the password is replaced. */
export const URL_PASSWORD: SecretPattern = {
  id: "url-password",
  keywords: [...LOWERS + DIGITS].map((last) => `${last}://`),
  verify(bytes, at, end) {
    const from = at + 4;
    const stop = skipClass(bytes, from, Math.min(end, from + 1024), USERINFO);
    const sign = bytes.subarray(from, stop).lastIndexOf(64);
    const colon = bytes.subarray(from, stop).indexOf(58);
    if (colon === -1 || sign <= colon + 1) return null;
    const start = from + colon + 1;
    if (!plausible(bytes, start, from + sign)) return null;
    return { start, end: from + sign, tail: NO_TAIL };
  },
};

const NO_TAIL = { kind: "run", members: new Uint8Array(256), escapes: false } as const;

/** `Authorization: Bearer …` and `Basic …`, as a header or in quotes, and a lone `Bearer …`. */
export const AUTHORIZATION: SecretPattern = {
  id: "authorization",
  keywords: ["authorization", "bearer "],
  verify: (bytes, at, end) =>
    bytes[at] === 98 || bytes[at] === 66
      ? verifyScheme(bytes, at, end, 16)
      : verifyHeader(bytes, at, end),
};

function verifyHeader(bytes: Uint8Array, at: number, end: number): SecretMatch | null {
  const separator = skipQuoteAndSpace(bytes, at + "authorization".length, end);
  if (bytes[separator] !== 58 && bytes[separator] !== 61 && bytes[separator] !== 44) return null;
  return verifyScheme(bytes, skipQuoteAndSpace(bytes, separator + 1, end), end, 6);
}

function verifyScheme(
  bytes: Uint8Array,
  at: number,
  end: number,
  min: number,
): SecretMatch | null {
  const schemeEnd = skipClass(bytes, at, Math.min(end, at + 16), LETTER);
  const scheme = asciiLower(bytes, at, schemeEnd);
  if (!["bearer", "basic", "token", "digest", "negotiate"].includes(scheme)) return null;
  const start = skipClass(bytes, schemeEnd, Math.min(end, schemeEnd + 8), SPACE);
  const stop = skipClass(bytes, start, Math.min(end, start + JUDGED_BYTES), TOKEN68);
  if (start === schemeEnd || stop - start < min) return null;
  if (min > 6 && !holds(bytes, start, stop, DIGIT)) return null;
  return { start, end: stop, tail: { kind: "run", members: TOKEN68, escapes: false } };
}
