import { classifyFailure } from "../classify/classify_failure.ts";
import { judgeFlake } from "../classify/judge_flake.ts";
import { ranBeside } from "../classify/ran_beside.ts";
import type { FlakeAccount } from "../model/flake.ts";
import { isFailing } from "../model/outcome.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { Classification, SignalText, SignatureRow } from "../model/signature.ts";
import type { TestRecord } from "../model/test_result.ts";
import { countedExecution, namedTests } from "../report/counted_execution.ts";

/** Unsteady tests that are told one by one. */
const FLAKES_TOLD = 50;
/** Characters of a try's trace. */
const DETAILS_CHARS = 16 * 1024;

/** Every test of a run that is unsteady, by its tries or by its past: its kind and what shows it. */
export function judgeFlakes(
  record: RunRecord,
  rows: readonly SignatureRow[],
): readonly FlakeAccount[] {
  return record.suites.flatMap((suite) => judgeSuite(record, suite, rows)).slice(0, FLAKES_TOLD);
}

function judgeSuite(
  { suites, past, startedAt }: RunRecord,
  suite: SuiteRecord,
  rows: readonly SignatureRow[],
): readonly FlakeAccount[] {
  const execution = countedExecution(suite);
  if (execution === null) return [];
  const isBeside = ranBeside(suite, execution, suites);
  const { failures, flaky, quarantined } = namedTests(suite);
  return [...flaky, ...failures, ...quarantined].flatMap((test) => {
    const known = past?.get(test.id) ?? null;
    // Most failing tests are steady: what they failed by need not be looked at here.
    if (test.outcome !== "flaky" && (known?.flakyRuns ?? 0) === 0) return [];
    const judged = judgeFlake({
      test,
      cause: causeOf(suite, test, rows),
      past: known,
      passedAlone: passedAlone(suite, test),
      ranBeside: isBeside,
    }, startedAt);
    if (judged === null) return [];
    const { class: kind, confidence, evidence, proposal } = judged;
    const isExcused = test.quarantine !== null;
    return [{
      id: test.id,
      suite: suite.name,
      class: kind,
      confidence,
      evidence,
      proposal: isExcused ? null : proposal,
    }];
  });
}

/** What the first try that failed is recognised as, by its own words alone. */
function causeOf(
  suite: SuiteRecord,
  test: TestRecord,
  rows: readonly SignatureRow[],
): Classification {
  const failing = [...test.earlier, test].find(({ outcome }) => isFailing(outcome)) ?? test;
  const folder = suite.merged?.folder ?? countedExecution(suite)?.folder ?? "";
  const source = `${folder}/tests.jsonl`;
  const texts: readonly SignalText[] = [
    { kind: "message", source, text: failing.message, firstLine: 1 },
    { kind: "details", source, text: failing.details.slice(0, DETAILS_CHARS), firstLine: 1 },
  ];
  return classifyFailure({
    runner: suite.runner,
    outcome: failing.outcome,
    exitCode: null,
    signal: null,
    timedOut: failing.outcome === "timed-out",
    texts: texts.filter(({ text }) => text !== ""),
    artifacts: {},
  }, rows);
}

/** True when it passed in a further attempt of its suite in which fewer tests ran than before. */
function passedAlone(suite: SuiteRecord, { outcome, place, attempt }: TestRecord): boolean {
  if (outcome !== "flaky" || attempt === 1) return false;
  const all = suite.executions.filter((one) => one.place === place);
  const [first, last] = [1, attempt].map((number) => all.find((one) => one.attempt === number));
  return first !== undefined && last !== undefined &&
    last.report.counts.total < first.report.counts.total;
}
