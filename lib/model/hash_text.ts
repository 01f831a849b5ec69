/** cyrb53's two halves: synchronous, well spread, not for secrets. */
function halves(text: string): readonly [high: number, low: number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, low >>> 0];
}

/** A hash of 53 bits as a number: among a million texts, two alike are a one in 18,000 event. */
export function hash53(text: string): number {
  const [high, low] = halves(text);
  return 4294967296 * (2097151 & low) + high;
}

/** A hash of 64 bits as 16 hexadecimal digits. */
export function hashHex(text: string): string {
  return halves(text).map((half) => half.toString(16).padStart(8, "0")).join("");
}
