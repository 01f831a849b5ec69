const ENCODER = new TextEncoder();

/** Bytes of a text as UTF-8. */
export function byteLength(text: string): number {
  return ENCODER.encode(text).length;
}

/** The text cut to so many bytes of UTF-8, never within a character, `…` at its end where it was cut. */
export function fitBytes(text: string, maxBytes: number): string {
  if (byteLength(text) <= maxBytes) return text;
  const room = maxBytes - byteLength("…");
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return room < 0 ? "" : `${kept}…`;
}
