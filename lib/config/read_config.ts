import { QaConfig } from "../model/config.ts";
import type { Problem } from "../model/problem.ts";
import type { Pointer, ReadConfig, TextPlace } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import { checkConfig } from "./check_config.ts";
import { explainIssue } from "./explain_issue.ts";
import { parseJsonc } from "./parse_jsonc.ts";
import { placeFault } from "./place_fault.ts";

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
  const fault = placeFault(faults, document.value, path);
  if (fault !== null) return err(fault);
  if (!parsed.success) throw new Error("a configuration was refused without a reason");
  const lineOf = (pointer: Pointer) => placeOf(pointer).line;
  return ok({ config: parsed.data, placeOf, keyPlaceOf, lineOf });
}

function problem(
  path: string,
  { line, column }: TextPlace,
  message: string,
  hint: string,
): Result<never, Problem> {
  return err({ kind: "config", path, line, column, message, hint });
}
