import type { RunRecord } from "../model/run_record.ts";
import { REPLAY_BUNDLE } from "../model/replay_bundle_json.ts";
import type { SummaryJson } from "../model/summary_json.ts";
import { addPast } from "./add_past.ts";
import { failedSuites } from "./counted_execution.ts";
import { formatRerun } from "./format_rerun.ts";
import { makeRepeats } from "./make_repeat_json.ts";
import { formatReplayAll } from "./make_replay_bundle.ts";
import { makeReplayEnvironment } from "./make_replay_environment.ts";
import { makeReplayJson } from "./make_replay_json.ts";
import {
  listFailures,
  makeAnswer,
  makeCounts,
  makeFailure,
  makeFallback,
  makeFindings,
  makeFlaky,
  makeNotChecked,
  makeQuarantined,
} from "./make_parts.ts";

/** How many failing tests a summary lists; `tests.jsonl` has all of them. */
export const SUMMARY_FAILURES = 20;

/** What `makeSummaryJson` lists under `artifacts`: each file of a run with the question it answers. */
export interface ArtifactName {
  readonly name: string;
  readonly answers: string;
}

/** `summary.json` of a run: the answer, what failed, the first failures, how to run it again. */
export function makeSummaryJson(
  record: RunRecord,
  artifacts: readonly ArtifactName[] = [],
): SummaryJson {
  const failures = listFailures(record.suites).slice(0, SUMMARY_FAILURES);
  return {
    schema: "qa.summary.v1",
    run_id: record.runId,
    project: record.plan.project,
    profile: record.plan.profile,
    ...makeAnswer(record),
    mode: record.mode,
    why_this_mode: record.modeWhy,
    fallback: makeFallback(record.fallback),
    ...makeNames(record),
    counts: makeCounts(record.counts),
    failures: failures.map((test) => addPast(record, makeFailure(test, record.suites))),
    failures_left_out: Math.max(0, record.counts.failed - failures.length),
    flaky: record.suites.flatMap(makeFlaky).slice(0, SUMMARY_FAILURES)
      .map((test) => addPast(record, test)),
    quarantined: record.suites.flatMap(makeQuarantined).slice(0, SUMMARY_FAILURES)
      .map((test) => addPast(record, test)),
    findings: makeFindings(record.suites),
    not_checked: makeNotChecked(record),
    warnings: [...record.warnings],
    rerun: makeRerun(record),
    artifacts: artifacts.map(({ name, answers }) => ({ name, answers })),
    duration_ms: record.durationMs,
    replay_bundle: {
      path: REPLAY_BUNDLE,
      one_command_replay: formatReplayAll(record),
      environment: makeReplayEnvironment(record),
    },
    shard: record.plan.shard ?? null,
    triage_diff: makeTriage(record),
    ...(record.replay && { replay: makeReplayJson(record.replay) }),
    ...makeRepeat(record),
    ...(record.merge && { merge: record.merge }),
  };
}

function makeTriage({ triage }: RunRecord): SummaryJson["triage_diff"] {
  if (triage === undefined) return null;
  const { status, regressions, baseline } = triage;
  return {
    status,
    regression_count: regressions,
    baseline: baseline.runId,
    path: "triage_diff.json",
  };
}

function makeRepeat(record: RunRecord): Pick<SummaryJson, "repeat"> {
  const repeat = makeRepeats(record, SUMMARY_FAILURES);
  return repeat.length === 0 ? {} : { repeat };
}

function makeNames({ suites }: RunRecord) {
  const failed = failedSuites(suites);
  return {
    failed_names: failed.filter((one) => one.kind !== "unit").map((one) => one.name),
    failed_unit_names: failed.filter((one) => one.kind === "unit").map((one) => one.name),
    passed_suites: suites.filter((one) => one.outcome === "passed").length,
    total_suites: suites.length,
  };
}

function makeRerun(record: RunRecord): SummaryJson["rerun"] {
  const { argv, cwd, command } = formatRerun(record);
  return { argv: [...argv], cwd, command };
}
