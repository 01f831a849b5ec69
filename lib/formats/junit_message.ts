import type { JunitCase, JunitVerdict } from "./junit_case.ts";

/** Messages that say of every failure the same; the text says why. */
const VAGUE: ReadonlySet<string> = new Set(["", "Failed", "None", "collection failure"]);
/** What go test, bats, Playwright and PHPUnit write above what happened. */
const HEADING =
  /^\s*(?:=== |--- |\(in test |\(from function |\[[^\]]*\] › |\S+:\d+:\d+ › |\S+::test\w*(?: with data set .*)?$)/i;
/** Playwright's messages say where, and leave what to the text. */
const PLACE_ALONE = /^\S+:\d+:\d+ /;
const ATTACHMENT = /\[\[ATTACHMENT\|([^\]\n]{1,4096})\]\]/g;

/** One line that tells most: the message, or what stands for it in the text. */
export function tellMessage(verdict: JunitVerdict | undefined, details: string): string {
  const told = verdict?.message ?? "";
  const message = HEADING.test(told) ? firstTelling(told) : firstLine(told);
  const isPlace = verdict?.type === "FAILURE" && PLACE_ALONE.test(message);
  if (!isPlace && !VAGUE.has(message)) return message;
  // nextest says in the type alone that a test timed out or was killed; the text is what it printed.
  const isTyped = verdict !== undefined && verdict.type !== "" && verdict.details.trim() === "";
  if (isTyped) return message || firstLine(verdict.type);
  return firstLine(causeIn(message, details)) || message || firstLine(details) ||
    firstLine(verdict?.type ?? "");
}

/** pytest says of a module that it cannot load only that it could not; why stands at the end. */
function causeIn(message: string, details: string): string {
  if (message !== "collection failure") return firstTelling(details);
  return details.split("\n").findLast((line) => /^E {2,}\S/.test(line))?.slice(1) ?? "";
}

function firstTelling(text: string): string {
  const line = text.split("\n").find((line) => line.trim() !== "" && !HEADING.test(line));
  return firstLine(line ?? "");
}

/**
 * The text of all that tells how the test ended; where a failing test has none, the end of its output
 * (ctest writes it nowhere else). What the tool keeps beside the report stands below it.
 */
export function foldDetails({ verdicts, output }: JunitCase): string {
  const final = verdicts.filter(({ kind }) => !/^(?:rerun|flaky)/.test(kind));
  const told = final.map(({ details }) => details.trim()).filter((text) => text !== "").join(
    "\n\n",
  );
  const isFailing = final.some(({ kind }) => kind === "failure" || kind === "error");
  if (told === "") return isFailing ? output.trim() : "";
  const attachments = isFailing ? [...output.matchAll(ATTACHMENT)] : [];
  const missing = attachments.filter(([, path]) => !told.includes(path ?? ""));
  return [told, ...missing.map(([whole]) => whole)].join("\n");
}

/** The first line that is not blank, without spaces around it; at most 2000 characters. */
export function firstLine(text: string): string {
  return (/[^\s][^\r\n]*/.exec(text)?.[0] ?? "").slice(0, 2000).trim().toWellFormed();
}
