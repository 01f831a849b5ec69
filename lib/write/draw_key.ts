import type { Host } from "../host/host.ts";

/** A key of so many 32-bit numbers for hashes that nobody can aim at, drawn anew. */
export function drawKey(host: Host, words: number): readonly number[] {
  const hex = host.randomHex(4 * words);
  return Array.from({ length: words }, (_, at) => parseInt(hex.slice(8 * at, 8 * at + 8), 16));
}
