import type { TestTarget } from "../../model/runner.ts";

/** A selection as our plugins read it: `[file, class, name]` on a line of its own for each. */
export function formatSelection(targets: readonly TestTarget[]): string {
  return targets.map(({ file, class: group, name }) => `${JSON.stringify([file, group, name])}\n`)
    .join("");
}

/** A listing as our plugins write it, in the same lines and with their number at its end; null where that is missing. */
export function readListing(text: string): readonly TestTarget[] | null {
  const lines = text.split("\n").filter((line) => line !== "");
  const targets = lines.slice(0, -1).map(readLine);
  const known = targets.filter((target) => target !== null);
  const isWhole = known.length === targets.length && lines.at(-1) === `{"end": ${known.length}}`;
  return isWhole ? known : null;
}

function readLine(line: string): TestTarget | null {
  const value = parse(line);
  if (!Array.isArray(value) || value.length !== 3) return null;
  const [file, group, name] = value.map((part) => typeof part === "string" ? part : null);
  if (typeof file !== "string" || typeof group !== "string" || !name) return null;
  return { file: file.toWellFormed(), class: group.toWellFormed(), name: name.toWellFormed() };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The whole file of a test. */
export function fileOf({ file }: TestTarget): TestTarget {
  return { file, class: "", name: "" };
}
