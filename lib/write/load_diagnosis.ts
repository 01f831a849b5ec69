import { readStrangerJson } from "../formats/read_stranger_json.ts";
import type { Host } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";
import { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { loadWhole } from "./load_whole.ts";

const SCHEMA = "qa.diagnostic_summary.v1";
const HINT = "Give the folder of a diagnosis, or its summary.json";

/**
 * Reads the `summary.json` of a diagnosis, which a stranger may have written; null where the file is
 * none, whatever else it is. A `usage` problem for one that does not agree with its schema.
 */
export async function loadDiagnosis(
  host: Host,
  path: string,
): Promise<Result<DiagnosticSummaryJson | null, Problem>> {
  const bytes = await loadWhole(host, path);
  if (bytes === null) return ok(null);
  const read = readStrangerJson(bytes);
  if (!read.ok || !isDiagnosis(read.value)) return ok(null);
  const checked = checkSchema(DiagnosticSummaryJson, read.value);
  if (checked.ok) return ok(checked.value);
  const message = `${path} is not a diagnosis that can be used: ${checked.error}`;
  return err({ kind: "usage", message, hint: HINT });
}

function isDiagnosis(value: unknown): boolean {
  return typeof value === "object" && value !== null && "schema" in value &&
    value.schema === SCHEMA;
}
