import type { GateRow } from "../model/gate.ts";

/** One row without what its settings are: they were read by its own shape. */
type AnyRow = GateRow;

/** Every kind of gate by its name, and how its row is loaded: only where a verdict is made or described. */
const KINDS: Readonly<Record<string, () => Promise<AnyRow>>> = {
  suite: () => import("./gates/suite.ts").then((it) => anyRow(it.SUITE_GATE)),
  "evidence-bundle": () =>
    import("./gates/evidence_bundle.ts").then((it) => anyRow(it.EVIDENCE_BUNDLE_GATE)),
  "artifact-contract": () =>
    import("./gates/artifact_contract.ts").then((it) => anyRow(it.ARTIFACT_CONTRACT_GATE)),
  "ordered-tiers": () =>
    import("./gates/ordered_tiers.ts").then((it) => anyRow(it.ORDERED_TIERS_GATE)),
  baseline: () => import("./gates/baseline.ts").then((it) => anyRow(it.BASELINE_GATE)),
  "must-pass": () => import("./gates/must_pass.ts").then((it) => anyRow(it.MUST_PASS_GATE)),
  "platform-matrix": () =>
    import("./gates/platform_matrix.ts").then((it) => anyRow(it.PLATFORM_MATRIX_GATE)),
  classification: () =>
    import("./gates/classification.ts").then((it) => anyRow(it.CLASSIFICATION_GATE)),
  boundary: () => import("./gates/boundary.ts").then((it) => anyRow(it.BOUNDARY_GATE)),
  floors: () => import("./gates/floors.ts").then((it) => anyRow(it.FLOORS_GATE)),
  runtime: () => import("./gates/runtime.ts").then((it) => anyRow(it.RUNTIME_GATE)),
  "completion-audit": () =>
    import("./gates/completion_audit.ts").then((it) => anyRow(it.COMPLETION_AUDIT_GATE)),
  command: () => import("./gates/command.ts").then((it) => anyRow(it.COMMAND_GATE)),
  waivers: () => import("./gates/waivers.ts").then((it) => anyRow(it.WAIVERS_GATE)),
};

/** A row for whoever does not know its settings, and hands it only what its shape has read. */
function anyRow<Settings>(row: GateRow<Settings>): AnyRow {
  return row as AnyRow;
}

/** Every kind of gate there is, in the order of the documents. */
export function loadGateRows(): Promise<readonly AnyRow[]> {
  return Promise.all(Object.values(KINDS).map((load) => load()));
}
