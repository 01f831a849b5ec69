const ESC = String.fromCodePoint(0x1b);
const BEL = String.fromCodePoint(0x07);
const C1 = { csi: "\u009b", osc: "\u009d", st: "\u009c", strings: "\u0090\u0098\u009e\u009f" };

/** Device control, start of string, operating system, privacy and application strings, with their end. */
const STRING_SEQUENCE = new RegExp(
  `(?:${ESC}[P\\]X^_]|[${C1.osc}${C1.strings}])` +
    `[^${BEL}${ESC}${C1.st}\\n]*(?:${BEL}|${ESC}\\\\|${C1.st})`,
  "gu",
);
/** Control sequences such as colours and cursor movements: parameters, intermediates, one final byte. */
const CONTROL_SEQUENCE = new RegExp(`(?:${ESC}\\[|${C1.csi})[0-?]*[ -/]*[@-~]`, "gu");
/** Two-character and charset escapes; the openers of the kinds above are left to the last rule. */
const SHORT_ESCAPE = new RegExp(`${ESC}(?:[ -/]+[0-~]|[0-OQ-WYZ\\\\\`-~])`, "gu");
const CONTROL_BUT_TAB_AND_NEWLINE = /[^\t\n\P{Cc}]/gu;
/** Characters that reorder or break lines without being control characters by category. */
const REORDERING = /[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Text from a stranger, fit to be read: no escape sequence, no control character but tab and
 * newline; characters that turn the direction of writing are shown as `U+202E`.
 */
export function cleanText(text: string): string {
  return text.toWellFormed()
    .replace(STRING_SEQUENCE, "")
    .replace(CONTROL_SEQUENCE, "")
    .replace(SHORT_ESCAPE, "")
    .replace(/\r\n?/gu, "\n")
    .replace(CONTROL_BUT_TAB_AND_NEWLINE, "")
    .replace(REORDERING, showCodePoint);
}

/** The same on one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, " ").trim();
}

function showCodePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
