const COMBINING = /^[\p{M}\u200b-\u200d\ufe00-\ufe0f]$/u;
const WIDE = new RegExp(
  "^[\\u1100-\\u115f\\u2329\\u232a\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7a3" +
    "\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{16fe0}-\\u{18cff}" +
    "\\u{1b000}-\\u{1b2ff}\\u{1f000}-\\u{1faff}\\u{20000}-\\u{3fffd}]$",
  "u",
);

/** Columns that a cleaned text takes on a terminal: wide characters two, combining ones none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text cut to so many columns, with `…` as its last one where something is missing. */
export function fitColumns(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = "";
  let width = 1;
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return columns < 1 ? "" : `${kept}…`;
}

/** The end of a text cut to so many columns, with `…` as its first one where something is missing. */
export function fitEndOf(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = "";
  let width = 1;
  for (const character of [...text].reverse()) {
    width += characterWidth(character);
    if (width > columns) break;
    kept = character + kept;
  }
  return columns < 1 ? "" : `…${kept}`;
}

/** Rows that a cleaned text without line ends takes on a terminal of so many columns, at least 1. */
export function displayHeight(text: string, columns: number): number {
  let height = 1;
  let at = 0;
  for (const character of text) {
    const width = Math.min(characterWidth(character), columns);
    // A wide character that does not fit goes to the next row as a whole.
    if (at + width > columns) {
      height++;
      at = 0;
    }
    at += width;
  }
  return height;
}

function characterWidth(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) || /^\p{Extended_Pictographic}$/u.test(character) ? 2 : 1;
}
