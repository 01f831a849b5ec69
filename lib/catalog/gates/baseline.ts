import * as z from "zod";
import type { Asking, GateContext, GateJudgement, GateRow } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import { TRIAGE_STATUSES } from "../../model/triage.ts";
import type { TriageDiffJson } from "../../model/triage_diff_json.ts";
import { ARTIFACT_CODES, PathText } from "./artifact_fields.ts";
import { collectFaults, type FaultCollection, makeFault } from "./collect_faults.ts";
import { AgeText } from "./judge_age.ts";
import { COMMIT_CODES } from "./judge_commit.ts";
import { judgeRunStart } from "./judge_run_start.ts";
import { judgeRunCommit } from "./judge_run_commit.ts";
import { pathInOutputs, pathOfResults } from "./path_in_outputs.ts";
import { readJson } from "./read_json.ts";
import { explainRecord, RECORD_CODES } from "./read_record.ts";
import { countOf, tellText } from "./tell_value.ts";

const NAME = "triage_diff.json";

const BaselineSettings = z.strictObject({
  record: z.string().min(1).max(4096).default("latest").describe(
    "the run that was compared: latest, a run id, or the path of a run's folder or of a file in it",
  ),
  path: PathText.optional()
    .describe(
      "a triage_diff.json that stands alone, relative to the root; then no run is looked at",
    ),
  allow: z.array(z.enum(TRIAGE_STATUSES)).min(1)
    .default(["stable", "improved", "known_failures_only"]).describe("statuses that pass"),
  allow_vanished: z.boolean().default(true)
    .describe("false: a test of the baseline that is not there any more fails the gate"),
  allow_incomplete: z.boolean().default(false)
    .describe("true: runs of which parts are missing may be compared"),
  max_age: AgeText.optional()
    .describe("how long ago the run may have started, such as 24h; of a file alone its own age"),
  same_commit: z.boolean().default(true)
    .describe("the run is of the commit of the work tree; a file alone does not tell"),
  allow_dirty: z.boolean().default(false)
    .describe("true: changes beside the commit, at the time of the run or now, are only told"),
});
/** What an entry of this kind says. */
export type BaselineSettings = z.infer<typeof BaselineSettings>;

/** The triage of a run against its baseline does not say that something got worse. */
export const BASELINE_GATE: GateRow<BaselineSettings> = {
  kind: "baseline",
  answers: "Did nothing get worse since the baseline?",
  shape: BaselineSettings,
  judge: judgeBaseline,
  codes: {
    ...RECORD_CODES,
    missing_triage: "Run the gate with --diff-from <record of the baseline>",
    ...ARTIFACT_CODES,
    status_not_allowed: "Mend what the triage ranks first: its commands show each regression",
    incomplete_comparison: "Compare whole runs: merge the shards, or run what is missing",
    tests_vanished: "Bring the tests back, or make a new baseline without them",
    contradicting_triage:
      "Run the gate again with --diff-from: the triage does not agree with itself",
    other_run: "Judge the run that the triage is of, or run the gate again with --diff-from",
    ...COMMIT_CODES,
    dirty_tree: "Commit or stash the changes and run the gate again, or allow_dirty",
  },
  example: {
    id: "no-regression",
    kind: "baseline",
    record: "latest",
    max_age: "24h",
    reproduce: "deno task qa:gate --diff-from outputs/qa/logs/<baseline>",
    remediation: ["Read ranked_diagnostics in triage_diff.json", "Mend the regressions it names"],
  },
};

/** Where a triage is, and whose it must be. */
interface TriagePlace {
  readonly path: string;
  /** Null for a file that stands alone. */
  readonly runId: string | null;
  readonly notes: readonly string[];
}

function* judgeBaseline(settings: BaselineSettings, context: GateContext): Asking<GateJudgement> {
  const faults = collectFaults();
  const place: TriagePlace | null = settings.path === undefined
    ? yield* findTriage(settings, context, faults)
    : { path: settings.path, runId: null, notes: [] };
  if (place === null) return faults.conclude({ proved: "", artifacts: [settings.record] });
  const { path, notes } = place;
  const max_age = place.runId === null ? settings.max_age : undefined;
  const demand = { path, schema: "qa.triage_diff.v1", schema_at: "/schema", max_age };
  const read = yield* readJson(demand, context.now);
  const isGone = place.runId !== null &&
    read.faults.some(({ code }) => code === "missing_artifact");
  if (isGone) faults.add(noTriage(place.runId ?? "", path));
  else read.faults.forEach(faults.add);
  if (read.value === undefined) return faults.conclude({ proved: "", artifacts: [path], notes });
  // Whoever read it has held it against its published shape.
  const triage = read.value as TriageDiffJson;
  judgeTriage(settings, triage, { ...place, add: faults.add });
  const { regression_count, new_failures, fixed, vanished } = triage.summary;
  return faults.conclude({
    proved: `${triage.status} against ${tellText(triage.baseline.run_id)}: ${tellText(triage.why)}`,
    artifacts: [path],
    measures: { regression_count, new_failures, fixed, vanished },
    notes,
  });
}

function noTriage(runId: string, path: string) {
  const message = `the run ${tellText(runId)} has no ${NAME}: it was compared with no baseline`;
  return makeFault("missing_triage", runId, message, { path, at: null });
}

function* findTriage(
  settings: BaselineSettings,
  context: GateContext,
  { add }: FaultCollection,
): Asking<TriagePlace | null> {
  const { record: given } = settings;
  const answer = yield* ask({ as: "record", given });
  if (answer.is === "unread") {
    add(explainRecord(given, answer));
    return null;
  }
  const { record } = answer;
  const demand = { ...settings, record: pathOfResults(record, context) };
  const commit = judgeRunCommit(demand, record, context);
  commit.faults.forEach(add);
  add(judgeRunStart(demand, record, context.now));
  const folder = record.folder ?? record.path.replace(/\/[^/]*$/, "");
  const path = pathInOutputs(`${folder}/${NAME}`, context);
  return { path, runId: record.runId, notes: commit.notes };
}

function judgeTriage(
  { allow, allow_incomplete, allow_vanished }: BaselineSettings,
  { status, why, run_id, summary, comparable }: TriageDiffJson,
  { path, runId, add }: TriagePlace & Pick<FaultCollection, "add">,
): void {
  const fault = (code: string, subject: string, at: string, words: string): void =>
    add(makeFault(code, subject, `${path}: ${words}`, { path, at }));
  if (runId !== null && run_id !== runId) {
    fault(
      "other_run",
      run_id,
      "/run_id",
      `it is of the run ${tellText(run_id)}, not of ${tellText(runId)}`,
    );
  }
  if (!allow.includes(status)) {
    const words = `the status is ${status} (${tellText(why)}); one of ${
      allow.join(", ")
    } is wanted`;
    fault("status_not_allowed", status, "/status", words);
  }
  if (summary.regression_count > 0 && status !== "regression") {
    const words = `the status is ${status} with ${countOf(summary.regression_count, "regression")}`;
    fault("contradicting_triage", status, "/summary/regression_count", words);
  }
  if (!comparable.is_complete && !allow_incomplete) {
    const words = `the runs cannot be compared whole: ${tellText(comparable.reasons.join("; "))}`;
    fault("incomplete_comparison", status, "/comparable/is_complete", words);
  }
  if (summary.vanished > 0 && !allow_vanished) {
    const words = `${countOf(summary.vanished, "test")} of the baseline vanished`;
    fault("tests_vanished", status, "/summary/vanished", words);
  }
}
