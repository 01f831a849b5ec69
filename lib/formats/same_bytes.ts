import { startsWith } from "./json_bytes.ts";

/** Makes the question whether a stretch of bytes is this very text in UTF-8. */
export function sameBytes(
  text: string,
): (bytes: Uint8Array, start: number, end: number) => boolean {
  const own = new TextEncoder().encode(text);
  return (bytes, start, end) => end - start === own.length && startsWith(bytes, start, own);
}
