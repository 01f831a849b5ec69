import { QaConfig } from "../model/config.ts";
import type { Problem } from "../model/problem.ts";
import type { ReadConfig, TextPlace } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import { checkConfig } from "./check_config.ts";
import { type ConfigFault, explainIssue } from "./explain_issue.ts";
import { type JsoncDocument, parseJsonc } from "./parse_jsonc.ts";

export type { ReadConfig } from "../model/read_config.ts";

/**
 * Reads a `qa.jsonc`: syntax, shape, then meaning. The first fault in the text is a `config` problem
 * with its line and column, the offending text and what is accepted; `path` only names the file.
 *
 * @example
 * ```ts
 * import { readConfig } from "./read_config.ts";
 * const read = readConfig('{ "suites": [{ "name": "unit", "runer": "pytest" }] }', "qa.jsonc");
 * if (read.ok || !read.error.kind.startsWith("config")) throw new Error("not refused");
 * ```
 */
export function readConfig(text: string, path: string): Result<ReadConfig, Problem> {
  const document = parseJsonc(text);
  if (!document.ok) {
    const { message, hint } = document.error;
    return problem(path, document.error, message, hint);
  }
  const { value, placeOf, keyPlaceOf } = document.value;
  // Parsed once: compiling the shape for speed, as zod would, costs more than the parsing.
  const parsed = QaConfig.safeParse(value, { jitless: true });
  const faults = parsed.success
    ? checkConfig(parsed.data)
    : parsed.error.issues.map((issue) => explainIssue(issue, value));
  const first = firstInText(faults, document.value);
  if (first !== null) {
    const more = faults.length === 1 ? "" : ` (and ${faults.length - 1} more)`;
    const place = first.atKey === true ? keyPlaceOf(first.pointer) : placeOf(first.pointer);
    return problem(path, place, first.message + more, first.hint);
  }
  if (!parsed.success) throw new Error("a configuration was refused without a reason");
  return ok({ config: parsed.data, placeOf, lineOf: (pointer) => placeOf(pointer).line });
}

function firstInText(
  faults: readonly ConfigFault[],
  { placeOf, keyPlaceOf }: JsoncDocument,
): ConfigFault | null {
  const placed = faults.map((fault) => ({
    fault,
    place: fault.atKey === true ? keyPlaceOf(fault.pointer) : placeOf(fault.pointer),
  }));
  placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  return placed[0]?.fault ?? null;
}

function problem(
  path: string,
  { line, column }: TextPlace,
  message: string,
  hint: string,
): Result<never, Problem> {
  return err({ kind: "config", path, line, column, message, hint });
}
