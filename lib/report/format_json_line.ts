/** What JSON leaves as it is and a terminal or a CI system would obey, or show in another order. */
const UNSAFE =
  /#(?=[\w.-]*\[)|[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** One line of JSON fit for standard output: nothing in it moves a terminal or a CI system, a newline ends it. */
export function formatJsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(UNSAFE, escapeCharacter)}\n`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
