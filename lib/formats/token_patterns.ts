import {
  ALNUMS,
  type ByteClass,
  byteClass,
  DIGIT,
  DIGITS,
  LOWERS,
  skipClass,
  UPPER,
  UPPERS,
  WORD,
} from "./byte_class.ts";
import type { SecretMatch, SecretPattern } from "./secret_match.ts";

interface TokenShape {
  readonly id: string;
  /** Exactly as they stand, upper and lower case told apart. */
  readonly prefixes: readonly string[];
  readonly body: ByteClass;
  readonly min: number;
  /** Exact length where the issuer fixes it. */
  readonly max?: number;
  /** True when the body must hold a digit and an upper-case letter: tells keys from hyphenated words. */
  readonly mixed?: boolean;
}

const ALNUM = byteClass(ALNUMS);
const BASE64URL = byteClass(ALNUMS + "_-");
const DOTTED = byteClass(ALNUMS + "_-.");
const PATH = byteClass(ALNUMS + "_-/");

const SHAPES: readonly TokenShape[] = [
  {
    id: "aws-access-key-id",
    prefixes: ["AKIA", "ASIA", "ABIA", "ACCA"],
    body: byteClass(UPPERS + DIGITS),
    min: 16,
    max: 16,
  },
  {
    id: "github-token",
    prefixes: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    body: DOTTED,
    min: 30,
  },
  { id: "github-token", prefixes: ["github_pat_"], body: WORD, min: 22 },
  {
    id: "gitlab-token",
    prefixes: ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "gloas-"],
    body: DOTTED,
    min: 20,
  },
  {
    id: "slack-token",
    prefixes: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xapp-"],
    body: DOTTED,
    min: 10,
  },
  { id: "slack-webhook", prefixes: ["hooks.slack.com/services/"], body: PATH, min: 20 },
  { id: "npm-token", prefixes: ["npm_"], body: ALNUM, min: 36 },
  {
    id: "stripe-key",
    prefixes: ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"],
    body: ALNUM,
    min: 16,
  },
  {
    id: "model-api-key",
    prefixes: ["sk-ant-", "sk-proj-", "sk-svcacct-", "sk-admin-", "sk-or-"],
    body: BASE64URL,
    min: 20,
  },
  {
    id: "model-api-key",
    prefixes: [...ALNUMS].map((first) => `sk-${first}`),
    body: BASE64URL,
    min: 30,
    mixed: true,
  },
  { id: "google-api-key", prefixes: ["AIza"], body: BASE64URL, min: 35 },
  { id: "pypi-token", prefixes: ["pypi-AgE"], body: BASE64URL, min: 30 },
  {
    id: "huggingface-token",
    prefixes: [...ALNUMS].map((first) => `hf_${first}`),
    body: ALNUM,
    min: 30,
    mixed: true,
  },
];

/** Keys and tokens that are known by the prefix their issuer gives them. */
export const TOKEN_PATTERNS: readonly SecretPattern[] = SHAPES.map((shape) => ({
  id: shape.id,
  keywords: [...new Set(shape.prefixes.map((prefix) => prefix.toLowerCase()))],
  verify: (bytes, at, end) => verifyToken(shape, bytes, at, end),
}));

function verifyToken(
  shape: TokenShape,
  bytes: Uint8Array,
  at: number,
  end: number,
): SecretMatch | null {
  if (at > 0 && WORD[bytes[at - 1]!] === 1) return null;
  const prefix = shape.prefixes.find((text) => startsWith(bytes, at, end, text));
  if (prefix === undefined) return null;
  const from = at + prefix.length;
  const limit = Math.min(end, from + Math.max(shape.min, shape.max ?? 0, 64) + 1);
  const stop = skipClass(bytes, from, limit, shape.body);
  if (stop - from < shape.min || stop - from > (shape.max ?? Infinity)) return null;
  if (shape.mixed && !isMixed(bytes, from, stop)) return null;
  return { start: at, end: stop, tail: { kind: "run", members: shape.body, escapes: false } };
}

/** True when that ASCII text stands at a place, upper and lower case told apart. */
export function startsWith(bytes: Uint8Array, at: number, end: number, text: string): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function isMixed(bytes: Uint8Array, from: number, stop: number): boolean {
  return holds(bytes, from, stop, DIGIT) && holds(bytes, from, stop, UPPER) &&
    holds(bytes, from, stop, LOWER);
}

const LOWER = byteClass(LOWERS);

/** True when some byte of [from, stop) is in the class. */
export function holds(
  bytes: Uint8Array,
  from: number,
  stop: number,
  members: ByteClass,
): boolean {
  for (let at = from; at < stop; at++) if (members[bytes[at]!] === 1) return true;
  return false;
}

/** A JSON Web Token: `eyJ…` `.` more base64url. */
export const JWT_PATTERN: SecretPattern = {
  id: "jwt",
  keywords: [...LOWERS + DIGITS].map((first) => `eyj${first}`),
  verify(bytes, at, end) {
    if (!startsWith(bytes, at, end, "eyJ")) return null;
    if (at > 0 && DOTTED[bytes[at - 1]!] === 1) return null;
    const dot = skipClass(bytes, at, end, BASE64URL);
    if (dot - at < 15 || dot >= end || bytes[dot] !== 46) return null;
    const stop = skipClass(bytes, dot + 1, Math.min(end, dot + 64), BASE64URL);
    if (stop - dot < 5) return null;
    return { start: at, end: stop, tail: { kind: "run", members: DOTTED, escapes: false } };
  },
};
