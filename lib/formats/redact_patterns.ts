import { ASSIGNMENT } from "./assignment_pattern.ts";
import { createByteBuffer } from "./byte_buffer.ts";
import { type ByteScanner, createScanner } from "./byte_scanner.ts";
import { AUTHORIZATION, URL_PASSWORD } from "./credential_patterns.ts";
import { followPem, PRIVATE_KEY } from "./pem_pattern.ts";
import { joinHeld, type RedactionStage, type Replace } from "./redact_known_values.ts";
import {
  followRun,
  LOOKAHEAD_BYTES,
  type SecretMatch,
  type SecretPattern,
  type SecretTail,
  type TailFollower,
} from "./secret_match.ts";
import { JWT_PATTERN, TOKEN_PATTERNS } from "./token_patterns.ts";

/** Every shape of secret that is recognised without knowing its value; an earlier row wins. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  PRIVATE_KEY,
  ...TOKEN_PATTERNS,
  JWT_PATTERN,
  URL_PASSWORD,
  AUTHORIZATION,
  ASSIGNMENT,
];

const NEWLINE = 10;
const KEYWORD_WIDTH = 4;

interface PatternIndex {
  readonly scanner: ByteScanner;
  readonly patternOf: readonly SecretPattern[];
}

/** Indexes the keywords of patterns; done once and shared by all streams. */
export function indexPatterns(patterns: readonly SecretPattern[] = SECRET_PATTERNS): PatternIndex {
  const rows = patterns.flatMap((pattern) => pattern.keywords.map((text) => ({ pattern, text })));
  const needles = rows.map(({ text }) => new TextEncoder().encode(text));
  return {
    scanner: createScanner(needles, { width: KEYWORD_WIDTH, fold: true }),
    patternOf: rows.map(({ pattern }) => pattern),
  };
}

/**
 * A stage that replaces secrets known by their shape. A shape is decided when its line is complete
 * or `LOOKAHEAD_BYTES` follow, so the result does not depend on where the stream was cut.
 */
export function redactPatterns(index: PatternIndex, replace: Replace): RedactionStage {
  const held = createByteBuffer();
  const joined = createByteBuffer();
  const output = createByteBuffer();
  let context = 0;
  let follow: TailFollower | null = null;

  const find = (data: Uint8Array, from: number, cutoff: number) => {
    let at = index.scanner.next(data, from, cutoff);
    for (; at !== -1; at = index.scanner.next(data, at + 1, cutoff)) {
      const found = matchAt(index, data, at);
      if (found !== null) return found;
    }
    return null;
  };

  return (chunk, final) => {
    const data = joinHeld(held.view(), chunk, joined);
    const cutoff = Math.max(context, decidedLength(data, final));
    let position = context;
    let changed = follow !== null;
    output.clear();
    while (true) {
      if (follow !== null) {
        const step: ReturnType<TailFollower> = follow(data, position, data.length, final);
        position = step.position;
        if (step.state !== "ended") break;
        follow = null;
      }
      const found = find(data, position, cutoff);
      if (found === null) break;
      changed = true;
      output.append(data.subarray(position, found.match.start));
      output.append(replace(`pattern:${found.id}`));
      position = found.match.end;
      follow = followTail(found.match.tail);
    }
    const plain = data.subarray(position, follow === null ? Math.max(position, cutoff) : position);
    position += plain.length;
    if (changed) output.append(plain);
    const rest = data.slice(Math.max(0, position - 1));
    context = Math.min(1, position);
    held.clear();
    held.append(rest);
    return changed ? output.view() : plain;
  };
}

function matchAt(
  index: PatternIndex,
  data: Uint8Array,
  at: number,
): { id: string; match: SecretMatch } | null {
  const end = Math.min(data.length, at + LOOKAHEAD_BYTES);
  for (const row of index.scanner.matches(data, at, end)) {
    const pattern = index.patternOf[row]!;
    const match = pattern.verify(data, at, end);
    if (match !== null) return { id: pattern.id, match };
  }
  return null;
}

function followTail(tail: SecretTail): TailFollower {
  return tail.kind === "pem" ? followPem() : followRun(tail.members, tail.escapes);
}

/** How many bytes can be decided: complete lines, or all that has enough bytes behind it. */
function decidedLength(data: Uint8Array, final: boolean): number {
  if (final) return data.length;
  const from = Math.max(0, data.length - LOOKAHEAD_BYTES);
  const newline = data.subarray(from).lastIndexOf(NEWLINE);
  return newline === -1 ? from : from + newline + 1;
}
