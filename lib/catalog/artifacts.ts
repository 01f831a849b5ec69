import { EnvironmentJson } from "../model/environment_json.ts";
import { RedactionsJson } from "../model/redactions_json.ts";
import { ResultsJson } from "../model/results_json.ts";
import { PlanJson } from "../model/plan_json.ts";
import { RunJson } from "../model/run_json.ts";
import { SummaryJson } from "../model/summary_json.ts";
import { REPLAY_BUNDLE, ReplayBundleJson } from "../model/replay_bundle_json.ts";
import type { ArtifactFamily, ArtifactRow, RareArtifact, RareFamily } from "../model/artifact.ts";
import type { RunRecord } from "../model/run_record.ts";
import { digestPath, suitesToReplay } from "../report/diagnosis_of.ts";
import { makeEnvironmentJson } from "../report/make_environment_json.ts";
import { makePlanJson } from "../report/make_plan_json.ts";
import { makeReplayBundle } from "../report/make_replay_bundle.ts";
import { makeRedactionsJson } from "../report/make_redactions_json.ts";
import { makeResultsJson } from "../report/make_results_json.ts";
import { makeRunJson } from "../report/make_run_json.ts";
import { type ArtifactName, makeSummaryJson } from "../report/make_summary_json.ts";
import { REMOTE_EVENTS, SHARD_PLAN, TEXT_ARTIFACTS } from "./text_artifacts.ts";

/** JSON artifacts that every gate run has; summary.json is written last. */
const COMMON: readonly ArtifactRow[] = [
  {
    name: "run.json",
    schema: "qa.run.v1",
    answers: "What ran, when, where, why there, from which code, with which versions?",
    shape: RunJson,
    make: makeRunJson,
  },
  {
    name: "results.json",
    schema: "qa.results.v1",
    answers: "How many tests and suites ended how, which ran where, what was not checked?",
    shape: ResultsJson,
    make: makeResultsJson,
  },
  {
    name: "plan.json",
    schema: "qa.plan.v1",
    answers: "What was this run going to do, and where did each setting come from?",
    shape: PlanJson,
    make: ({ plan }) => makePlanJson(plan),
  },
  {
    name: "environment.json",
    schema: "qa.environment.v1",
    answers: "On which machine, engine and CI system did it run?",
    shape: EnvironmentJson,
    make: makeEnvironmentJson,
  },
  {
    name: REPLAY_BUNDLE,
    schema: "qa.replay_bundle.v1",
    answers: "What did not pass, with which commands and in which environment is it repeated?",
    shape: ReplayBundleJson,
    make: makeReplayBundle,
  },
  {
    name: "redactions.json",
    schema: "qa.redactions.v1",
    answers: "Which rule replaced something in which file, and how often?",
    shape: RedactionsJson,
    make: makeRedactionsJson,
  },
  {
    name: "summary.json",
    schema: "qa.summary.v1",
    answers: "What is the answer, what failed, and how is it run again?",
    shape: SummaryJson,
    make: (record) => makeSummaryJson(record, listArtifacts(record)),
  },
];

/** JSON artifacts that only some runs have; what makes them is loaded in such runs alone. */
const RARE: readonly RareArtifact[] = [
  {
    name: "error.json",
    schema: "qa.error.v1",
    answers: "Why did the runner fail or fall back, which suites did that touch, what mends it?",
    isMade: hasError,
  },
  {
    name: "repeat.json",
    schema: "qa.repeat.v1",
    answers: "Which tests fail always, sometimes, never, when each suite is run several times?",
    isMade: ({ suites }) => suites.some(({ repeat }) => repeat !== undefined),
  },
  {
    name: "failure_diagnostics_index.json",
    schema: "qa.failure_index.v1",
    answers: "Which suites failed, why, and which failures have one cause?",
    isMade: ({ suites, flakes = [] }) => suitesToReplay(suites).length + flakes.length > 0,
  },
  {
    name: "triage_diff.json",
    schema: "qa.triage_diff.v1",
    answers: "What is new since the baseline: failures, fixes, tests that vanished, slower ones?",
    isMade: ({ triage }) => triage !== undefined,
  },
];

/** JSON artifacts of which a run has one for each suite that did not pass. */
const RARE_FAMILIES: readonly RareFamily[] = [
  {
    name: "failures/<suite>.json",
    schema: "qa.failure_digest.v1",
    answers: "Why did this suite fail, from which evidence, and how is it replayed?",
    list: ({ suites }) => suitesToReplay(suites).map(({ name }) => digestPath(name)),
  },
];

function hasError({ fallback, verdict, suites }: RunRecord): boolean {
  return verdict === "infra" || fallback !== null ||
    suites.some(({ executions }) => executions.some((one) => one.fallback !== null));
}

/** Every JSON artifact by name, with what it answers; the order in which documents list them. */
export const ARTIFACTS: readonly Omit<RareArtifact, "isMade">[] = [
  ...COMMON.slice(0, -1),
  ...RARE,
  ...COMMON.slice(-1),
];

/** Every family of JSON artifacts by name, with what it answers. */
export const FAMILIES: readonly Omit<RareFamily, "list">[] = RARE_FAMILIES;

/** What a run writes: rows that make one file, and rows that make several. */
export interface LoadedArtifacts {
  readonly rows: readonly ArtifactRow[];
  readonly families: readonly ArtifactFamily[];
}

/** The rows of the JSON artifacts that this run has; of all there are for null. */
export function loadArtifacts(record: RunRecord | null): Promise<LoadedArtifacts> {
  const rare = RARE.filter(({ isMade }) => record === null || isMade(record));
  const families = RARE_FAMILIES.filter(({ list }) => record === null || list(record).length > 0);
  if (rare.length + families.length === 0) return Promise.resolve({ rows: COMMON, families: [] });
  return import("./rare_artifacts.ts").then(({ RARE_MAKERS, FAMILY_MAKERS }) => ({
    rows: [...rare.map((row) => ({ ...row, ...RARE_MAKERS[row.name]! })), ...COMMON],
    families: families.map((row) => ({ ...row, ...FAMILY_MAKERS[row.name]! })),
  }));
}

/** Folders of families: what is in them stands under stable names too. */
export const STABLE_FOLDERS = [...new Set(FAMILIES.map(({ name }) => name.split("/")[0] ?? ""))];

/** True for a file that stands in the outputs folder too: not for what a single execution leaves. */
export function isStable(row: { readonly name: string }): boolean {
  return !row.name.startsWith("suites/");
}

const KINDS = [...ARTIFACTS, ...FAMILIES, ...TEXT_ARTIFACTS].map(({ name, answers }) => {
  const parts = name.split(/<[a-z]+>/).map((part) => RegExp.escape(part));
  return { name, answers, pattern: new RegExp(`^${parts.join("[^/]+")}$`) };
});

/** Name of the row a file of a run belongs to (its path relative to the run's folder), or `other`. */
export function kindOfArtifact(path: string): string {
  return KINDS.find(({ pattern }) => pattern.test(path))?.name ?? "other";
}

/** The question that a file of a run answers (its path relative to the run's folder), or "". */
export function questionOf(path: string): string {
  return KINDS.find(({ pattern }) => pattern.test(path))?.answers ?? "";
}

/** Files this run has under stable names too, for the list in `summary.json`. */
export function listArtifacts(record: RunRecord): readonly ArtifactName[] {
  const rare = RARE.filter(({ isMade }) => isMade(record));
  const made = [...COMMON.slice(0, -1), ...rare, ...COMMON.slice(-1)];
  const texts = TEXT_ARTIFACTS.filter((row) => isStable(row) && row.inCiAlone !== true);
  const each = RARE_FAMILIES.flatMap(({ list, answers }) =>
    list(record).map((name) => ({ name, answers }))
  );
  const withoutContainer = record.engine === null;
  // A shard whose listing failed has no plan; shards that were merged whole had theirs.
  const { plan, merge } = record;
  const isMerged = merge?.kind === "shards" && merge.completeness.is_complete;
  const isFar = record.remote !== undefined;
  const isDealt = isFar || isMerged || (plan.shard?.plan_digest ?? "") !== "";
  return [...made, ...each, ...texts]
    .filter((row) => isDealt || row.name !== SHARD_PLAN)
    .filter((row) => isFar || row.name !== REMOTE_EVENTS)
    .filter((row) => !((withoutContainer || isFar) && row.name === "container_events.jsonl"))
    .map(({ name, answers }) => ({ name, answers }));
}
