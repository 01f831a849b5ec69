import { IDENTIFIER } from "../model/flag_value.ts";
import type { FailureJson } from "../model/json_parts.ts";
import type { RecordedRun, RecordedSuite } from "../model/recorded_run.ts";
import type { RecordedTest } from "../model/replay.ts";
import type { ResultsJson } from "../model/results_json.ts";
import type { SummaryJson } from "../model/summary_json.ts";
import { readTestId } from "./read_test_id.ts";

type Files = RecordedRun["files"];

/** What a record knows of its suites, without its lines of tests. */
export interface ToldSuites {
  readonly suites: readonly RecordedSuite[];
  readonly knowsAllSuites: boolean;
}

/**
 * The suites of a record from the best file it has: `results.json` tells all of them,
 * `replay_bundle.json` those that did not pass with their tests, `summary.json` their names and the
 * first failing tests. `testsPath` is null here; who has the folder sets it.
 */
export function recordedSuites(files: Files): ToldSuites {
  const { results, bundle, summary } = files;
  const known = bundle === null ? suitesOfSummary(summary) : suitesOfBundle(bundle);
  if (results === null) return { suites: known, knowsAllSuites: false };
  const named = new Map(known.map((suite) => [suite.name, suite]));
  const suites = results.suites.map((suite) => ofResults(suite, named.get(suite.name)));
  return { suites, knowsAllSuites: true };
}

function ofResults(
  suite: ResultsJson["suites"][number],
  told: RecordedSuite | undefined,
): RecordedSuite {
  const { name, kind, runner, required, outcome, place, failed, quarantined } = suite;
  const named = told?.named ?? [];
  const failing = failed + quarantined;
  const unnamed = Math.max(0, failing - named.length);
  return { name, kind, runner, required, outcome, place, testsPath: null, named, unnamed, failing };
}

function suitesOfBundle(bundle: NonNullable<Files["bundle"]>): readonly RecordedSuite[] {
  return bundle.failed_suites.map((suite) => ({
    name: suite.name,
    kind: suite.kind,
    runner: suite.runner,
    // A bundle does not say; what failed is taken to matter.
    required: true,
    outcome: suite.outcome,
    place: suite.place,
    testsPath: null,
    named: suite.tests.map((test) => ({ ...test, suite: suite.name, quarantine: null })),
    unnamed: suite.tests_left_out,
  }));
}

/** What a summary alone tells: which suites failed, those that did not run, the first failing tests. */
function suitesOfSummary(summary: SummaryJson | null): readonly RecordedSuite[] {
  if (summary === null) return [];
  const failed = [
    ...summary.failed_names.map((name) => ({ name, isUnit: false })),
    ...summary.failed_unit_names.map((name) => ({ name, isUnit: true })),
  ];
  const last = summary.failures.at(-1)?.suite;
  const listed = Map.groupBy(summary.failures, ({ suite }) => suite);
  const red = failed.map(({ name, isUnit }) => {
    const told = listed.get(name) ?? [];
    const tests = told.flatMap(recordedTest);
    // Listed suite by suite: only the last one, and those that are not listed, can lack some.
    const mayLack = told.length === 0 || name === last;
    const unnamed = told.length - tests.length + (mayLack ? summary.failures_left_out : 0);
    return { ...alone(summary, name), kind: kindOf(isUnit, told.length), named: tests, unnamed };
  });
  return [...red, ...notRun(summary, failed.map(({ name }) => name))];
}

/** A summary does not tell checks from end-to-end suites; a check is one that names no test. */
function kindOf(isUnit: boolean, tests: number): RecordedSuite["kind"] {
  return isUnit ? "unit" : tests > 0 ? "e2e" : "check";
}

/**
 * Suites that were planned and not run: a summary counts them, and names them under what was not
 * checked, before those that the plan had left out.
 */
function notRun(summary: SummaryJson, failed: readonly string[]): readonly RecordedSuite[] {
  const missing = summary.total_suites - summary.passed_suites - failed.length;
  const names = new Set(summary.not_checked.map(({ suite }) => suite));
  return [...names.difference(new Set(failed))].filter((name) => IDENTIFIER.test(name))
    .slice(0, Math.max(0, missing))
    .map((name) => ({ ...alone(summary, name), outcome: "not-run", place: null }));
}

function alone({ mode }: SummaryJson, name: string): RecordedSuite {
  return {
    name,
    kind: "check",
    runner: "",
    required: true,
    outcome: "failed",
    place: mode === "container" || mode === "failsafe" ? mode : null,
    testsPath: null,
    named: [],
    unnamed: 0,
  };
}

function recordedTest(failure: FailureJson): readonly RecordedTest[] {
  const { class: group, name: own } = failure;
  const told = own === undefined ? null : { class: group ?? "", name: own };
  const read = told ?? readTestId(failure.id, failure);
  if (read === null) return [];
  const { id, suite, file, outcome } = failure;
  return [{ id, suite, file, ...read, outcome, quarantine: null }];
}
