/** What the text of a JavaScript error tells. */
export interface ExplainedError {
  /** One line; "" where there is no error. */
  readonly message: string;
  /** The whole text without colours, bounded. */
  readonly details: string;
  /** 1-based line of the test's own file in the stack, or null. */
  readonly line: number | null;
}

/** Characters of an error's text that are kept for one test. */
export const REPORTER_DETAILS_MAX = 64 * 1024;
const MESSAGE_MAX = 2000;
const SIDE_MAX = 200;

const ESCAPE = String.fromCharCode(27);
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;?]*[ -/]*[@-~]`, "g");

/** Makes the text of an error (message and stack, maybe with colours) into a reason and a place in `file`. */
export function explainError(text: string, file: string): ExplainedError {
  const plain = (text.includes(ESCAPE) ? text.replace(COLOUR, "") : text).trim();
  const details = plain.length <= REPORTER_DETAILS_MAX
    ? plain
    : `${plain.slice(0, REPORTER_DETAILS_MAX).replace(/[\ud800-\udbff]$/, "")}\n[… cut]`;
  return { message: messageOf(details), details, line: lineIn(details, file) };
}

/** The first line that says something; with what it announces, or both sides where it says little. */
function messageOf(details: string): string {
  const lines = details.split("\n", 40).map((line) => line.trim());
  const telling = lines.filter((line) => line !== "" && line !== "● Test suite failed to run");
  const [head = "", next = ""] = telling;
  const first = head.endsWith(":") && !next.startsWith("at ") ? `${head} ${next}` : head;
  const side = (word: string) =>
    lines.find((line) => line.startsWith(`${word}: `))?.slice(0, SIDE_MAX);
  const sides = [side("Expected"), side("Received")].filter((one) => one !== undefined);
  const isVague = first.includes("expect(") && sides.length > 0;
  return (isVague ? `${first} (${sides.join(", ")})` : first).slice(0, MESSAGE_MAX).toWellFormed();
}

/** Stacks name a file by its whole path, an address, or (Mocha) from the root; the innermost call counts. */
function lineIn(details: string, file: string): number | null {
  if (file === "") return null;
  const marker = `${file}:`;
  for (let at = details.indexOf(marker); at >= 0; at = details.indexOf(marker, at + 1)) {
    const isWhole = at === 0 || "/\\( \n\t".includes(details[at - 1]!);
    const digits = /^\d{1,9}/.exec(details.slice(at + marker.length, at + marker.length + 9));
    if (isWhole && digits && Number(digits[0]) > 0) return Number(digits[0]);
  }
  return null;
}
