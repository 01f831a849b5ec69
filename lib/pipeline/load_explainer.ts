import { loadSignatures } from "../catalog/signatures.ts";
import type { Host } from "../host/host.ts";
import type { QaConfig } from "../model/config.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { SignatureRow } from "../model/signature.ts";
import { explainProblem } from "../report/explain_problem.ts";
import type { RecordPlaces } from "./gather_sources.ts";
import { outputsOf } from "./find_outputs.ts";
import { findRoot, loadConfig } from "./load_plan.ts";

/** What explaining needs of a project; there need be none. */
export interface Explainer {
  readonly rows: readonly SignatureRow[];
  readonly places: RecordPlaces;
  /** What is wrong with the project's own rows, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The rows that failures are recognised by, those of the project among them, and where its records are.
 * A configuration that was not asked for and cannot be used is done without, and told.
 */
export async function loadExplainer(
  host: Host,
  flags: ParsedFlags,
): Promise<Result<Explainer, Problem>> {
  const root = await findRoot(host, flags);
  if (!root.ok) return root;
  const asked = readSetting(flags, host.environment(), "config")?.text ?? null;
  const read = await loadConfig(host, root.value, asked);
  if (!read.ok && asked !== null) return read;
  const config = read.ok ? read.value.config : null;
  const outputs = outputsOf(host, flags, { root: root.value, config });
  const places = { cwd: host.machine.cwd, outputs };
  const { rows, warnings } = await loadRows(config?.config ?? null);
  const unread = read.ok ? [] : [
    `signatures of the project take no part: ${explainProblem(read.error).message}`,
  ];
  return ok({ rows, places, warnings: [...unread, ...warnings] });
}

async function loadRows(config: QaConfig | null): Promise<Pick<Explainer, "rows" | "warnings">> {
  if (config?.signatures === undefined) return { rows: await loadSignatures(), warnings: [] };
  const { loadAllSignatures } = await import("./check_signatures.ts");
  const { lintSignatures } = await import("../classify/lint_signatures.ts");
  const rows = await loadAllSignatures(config);
  const own = rows.slice(rows.length - config.signatures.length);
  const warnings = lintSignatures(rows, own)
    .map(({ row, message }) => `signature ${row} of the project: ${message}`);
  return { rows, warnings };
}
