import type { Host } from "../host/host.ts";
import type { GateRow } from "../model/gate.ts";
import type { LoadedGate } from "../model/verdict_input.ts";
import { findRecord } from "../write/find_record.ts";
import { makeGate } from "./choose_gates.ts";
import type { ArtifactPlaces } from "./find_artifact.ts";

/** Nobody has said what a run must be: it may be one without a container, and of a tree with changes. */
const LENIENT = { allow_dirty: true } as const;
const SUITES = { id: "suites", kind: "suite", place: "any", ...LENIENT };
const BASELINE = { id: "baseline", kind: "baseline", ...LENIENT };
const EVIDENCE = {
  id: "evidence",
  kind: "evidence-bundle",
  record: "latest",
  artifacts: [
    { path: "summary.json", schema: "qa.summary.v1" },
    { path: "results.json", schema: "qa.results.v1" },
    { path: "run.json", schema: "qa.run.v1" },
  ],
};

/**
 * What is judged where no gate is declared: the newest run and its evidence, and its comparison with a
 * baseline where it has one. Without any run the first of them fails: nothing was proved.
 */
export async function defaultGates(
  host: Host,
  rows: readonly GateRow[],
  { root, outputs }: ArtifactPlaces,
): Promise<readonly LoadedGate[]> {
  const known = new Set(rows.map(({ kind }) => kind));
  const run = await findRecord(host, "latest", { cwd: root, outputs });
  const triage = run.ok ? await host.files.stat(`${run.value.folder}/triage_diff.json`) : null;
  const entries = [
    SUITES,
    ...run.ok ? [EVIDENCE] : [],
    ...triage?.kind === "file" ? [BASELINE] : [],
  ];
  return entries.filter(({ kind }) => known.has(kind)).map((entry) => makeGate(rows, entry));
}
