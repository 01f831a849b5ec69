import { assertEquals } from "@std/assert";
import {
  indexPatterns,
  redactPatterns,
  SECRET_PATTERNS,
} from "../../../lib/formats/redact_patterns.ts";
import { LOOKAHEAD_BYTES } from "../../../lib/formats/secret_match.ts";

/** Bytes that all verifiers together may read for this text, counted by what they were given. */
function work(text: string): { reads: number; length: number } {
  let reads = 0;
  const counting = SECRET_PATTERNS.map((pattern) => ({
    ...pattern,
    verify: (bytes: Uint8Array, at: number, end: number) => {
      const seen = new Proxy(bytes, {
        get(target, key) {
          if (typeof key === "string" && /^\d+$/.test(key)) reads++;
          const value = Reflect.get(target, key, target);
          if (key !== "subarray") return typeof value === "function" ? value.bind(target) : value;
          return (from: number, to: number) => {
            reads += to - from;
            return target.subarray(from, to);
          };
        },
      });
      return pattern.verify(seen, at, end);
    },
  }));
  const bytes = new TextEncoder().encode(text);
  const stage = redactPatterns(indexPatterns(counting), () => new Uint8Array(0));
  stage(bytes, true);
  return { reads, length: bytes.length };
}

const HOSTILE: readonly string[] = [
  "eyJa-",
  "eyJa.",
  "eyJabcdefghijklmnop.",
  " eyJa",
  "a://",
  "a://u:",
  "a://u:@",
  "password=",
  'password="',
  "password='\\",
  'PASSWORD:\\"',
  "secret_key_token_",
  "authorization: bearer ",
  "bearer ",
  "-----BEGIN ",
  "-----BEGIN PRIVATE KEY-----",
  "sk-a",
  " sk-aaaaaaaa",
  "ghp_",
  "npm_",
  "AKIA",
  "hooks.slack.com/services/",
];

Deno.test("redactPatterns() does work in proportion to its input, however hostile", () => {
  for (const piece of HOSTILE) {
    for (const end of ["", "\n"]) {
      const text = piece + end;
      const [small, large] = [200, 400].map((n) => work(text.repeat(n * 4)));
      const perByte = large!.reads / large!.length;
      assertEquals(perByte < 400, true, `${JSON.stringify(text)}: ${perByte} reads a byte`);
      const growth = large!.reads / Math.max(1, small!.reads);
      assertEquals(growth < 2.5, true, `${JSON.stringify(text)}: grows by ${growth} when doubled`);
    }
  }
});

Deno.test("redactPatterns() holds back a bounded number of bytes", () => {
  for (const piece of HOSTILE) {
    const stage = redactPatterns(indexPatterns(), () => new Uint8Array(0));
    const chunk = new TextEncoder().encode(piece.repeat(4000)).slice(0, 16_384);
    let given = 0;
    for (let i = 0; i < 8; i++) given += stage(chunk, false).length;
    const rest = stage(new Uint8Array(0), true).length;
    assertEquals(rest <= 2 * LOOKAHEAD_BYTES, true, `${piece}: ${rest} after ${given}`);
  }
});
