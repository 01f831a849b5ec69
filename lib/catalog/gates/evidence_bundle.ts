import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ARTIFACT_CODES } from "./artifact_fields.ts";
import { BUNDLE_CODES, type BundlePlace, openForeignBundle, openOwnBundle } from "./open_bundle.ts";
import { COLLECT_CODES, collectFaults, makeFault } from "./collect_faults.ts";
import { EvidenceBundleSettings } from "./evidence_bundle_settings.ts";
import { judgeArtifacts } from "./judge_artifacts.ts";
import { RECORD_CODES } from "./read_record.ts";
import { countOf } from "./tell_value.ts";

/** Every required artifact is there, well-formed, fresh, and the one that the index of its bundle lists. */
export const EVIDENCE_BUNDLE_GATE: GateRow<EvidenceBundleSettings> = {
  kind: "evidence-bundle",
  answers: "Is all the evidence there, whole, fresh, and unchanged since it was indexed?",
  shape: EvidenceBundleSettings,
  judge: judgeBundle,
  codes: { ...ARTIFACT_CODES, ...RECORD_CODES, ...BUNDLE_CODES, ...COLLECT_CODES },
  example: {
    id: "evidence-of-the-run",
    kind: "evidence-bundle",
    owner: "build",
    record: "latest",
    artifacts: [
      { path: "summary.json", schema: "qa.summary.v1" },
      { path: "results.json", schema: "qa.results.v1" },
      { path: "run.json", schema: "qa.run.v1", generated_at: "/ended_at", max_age: "24h" },
      { path: "tests.jsonl", schema: "qa.test.v1" },
      { path: "stderr.log", allow_empty: true },
    ],
    reproduce: "deno task qa:gate --profile full",
    remediation: ["Run the gate again and leave its folder as it is"],
  },
};

function* judgeBundle(
  settings: EvidenceBundleSettings,
  { now }: GateContext,
): Asking<GateJudgement> {
  const faults = collectFaults();
  const bundle: BundlePlace = settings.record !== undefined
    ? yield* openOwnBundle({ given: settings.record, allowExtra: settings.allow_extra }, faults)
    : settings.index !== undefined
    ? yield* openForeignBundle(settings.index, now, faults)
    : { folder: "", count: null, listed: null, notes: [], path: null };
  if (bundle.folder === null) {
    return faults.conclude({ proved: "", artifacts: [bundle.path ?? ""] });
  }
  const paths = yield* judgeArtifacts({ settings, folder: bundle.folder, now }, faults);
  findUnlisted(settings, bundle).forEach(faults.add);
  return faults.conclude({
    proved: `${countOf(settings.artifacts.length, "artifact")} there and well-formed` +
      (bundle.count === null ? "" : `, ${countOf(bundle.count, "listed file")} unchanged`),
    artifacts: [...bundle.path === null ? [] : [bundle.path], ...paths],
    measures: { required: settings.artifacts.length, listed: bundle.count ?? 0 },
    notes: bundle.notes,
  });
}

/** Of a run the comparison with its index has told already what is not in it. */
function findUnlisted(
  { artifacts, index }: EvidenceBundleSettings,
  { listed, path }: BundlePlace,
): readonly GateFault[] {
  if (index === undefined || listed === null) return [];
  return artifacts.filter((one) => !listed.has(normal(one.path))).map((one) =>
    makeFault("not_indexed", one.path, `${one.path} is not listed in ${path}`, {
      path: index.path,
      at: null,
    })
  );
}

function normal(path: string): string {
  return path.replace(/^(?:\.\/)+/, "");
}
