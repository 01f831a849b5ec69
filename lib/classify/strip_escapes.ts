const ESC = String.fromCodePoint(0x1b);
const BEL = String.fromCodePoint(0x07);
/** Colours, movements of the cursor, titles and links: what only a terminal reads. */
export const ESCAPES = new RegExp(
  `${ESC}(?:\\[[0-?]{0,40}[ -/]{0,4}[@-~]|\\][^${BEL}${ESC}\\n]{0,500}(?:${BEL}|${ESC}\\\\)|[@-Z\\\\^_\`-~])`,
  "g",
);

/** A text without what only a terminal reads; the same text where there is nothing of that. */
export function stripEscapes(text: string): string {
  return text.includes(ESC) ? text.replace(ESCAPES, "") : text;
}
