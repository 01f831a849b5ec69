import { IDENTIFIER } from "../model/flag_value.ts";
import type { CountsJson } from "../model/json_parts.ts";
import type { RecordedRun } from "../model/recorded_run.ts";

type Files = RecordedRun["files"];

/** No project has a tenth of it; beyond it, a file was made to keep its reader busy. */
const SUITES_MAX = 10_000;

/**
 * The first thing in a record that cannot be, as half a sentence; null when it agrees with itself.
 * Names that are no names, a suite told twice, sums that do not add up, two files of one run that
 * give different answers: such a record is refused, because whatever was made of it would be a guess.
 */
export function findContradiction({ summary, results, run, bundle }: Files): string | null {
  return firstOf([
    ...[summary, results, run, bundle].map((file) => file && faultOfId(file.run_id)),
    summary &&
    faultOfNames("summary.json", [...summary.failed_names, ...summary.failed_unit_names]),
    results && faultOfNames("results.json", results.suites.map(({ name }) => name)),
    bundle && faultOfNames("replay_bundle.json", bundle.failed_suites.map(({ name }) => name)),
    summary && faultOfSummary(summary),
    results && faultOfResults(results),
    summary && results && faultOfPair(summary, results),
  ]);
}

function faultOfId(runId: string): string | null {
  return IDENTIFIER.test(runId) ? null : `${JSON.stringify(runId.slice(0, 80))} is no id of a run`;
}

function faultOfNames(file: string, names: readonly string[]): string | null {
  const odd = names.find((name) => !IDENTIFIER.test(name));
  if (odd !== undefined) {
    return `${file}: ${JSON.stringify(odd.slice(0, 80))} is no name of a suite`;
  }
  if (names.length > SUITES_MAX) return `${file} names more than ${SUITES_MAX} suites`;
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  return twice === undefined ? null : `${file} names the suite ${twice} twice`;
}

function faultOfSummary(summary: NonNullable<Files["summary"]>): string | null {
  const { counts, passed_suites, total_suites, verdict } = summary;
  const failed = summary.failed_names.length + summary.failed_unit_names.length;
  const sum = passed_suites + failed;
  if (sum > total_suites) {
    return `summary.json counts ${sum} suites that passed or failed, and ${total_suites} in all`;
  }
  if (verdict === "failed" && failed === 0) return "the verdict is failed, and no suite is named";
  return faultOfCounts("summary.json", counts);
}

function faultOfResults(results: NonNullable<Files["results"]>): string | null {
  const { suites, suite_counts, verdict } = results;
  if (suite_counts.total !== suites.length) {
    return `results.json counts ${suite_counts.total} suites and tells ${suites.length}`;
  }
  const ran = suites.filter(({ outcome }) => outcome !== "passed" && outcome !== "not-run");
  if (verdict === "failed" && ran.length === 0) return "the verdict is failed, and no suite did";
  return firstOf([results, ...suites].map((one) => faultOfCounts("results.json", one)));
}

function faultOfCounts(file: string, counts: CountsJson): string | null {
  const { total, attempted, passed, failed, skipped, not_run, flaky, quarantined } = counts;
  const isSound = total === attempted + skipped + not_run &&
    attempted === passed + failed + quarantined && flaky <= passed;
  return isSound ? null : `${file} has counts of tests that do not add up (${total} in all)`;
}

function faultOfPair(
  summary: NonNullable<Files["summary"]>,
  results: NonNullable<Files["results"]>,
): string | null {
  if (summary.verdict !== results.verdict) {
    return `summary.json says ${summary.verdict} and results.json ${results.verdict}`;
  }
  const failed = results.suites
    .filter(({ outcome }) => outcome !== "passed" && outcome !== "not-run").map(({ name }) => name);
  const named = new Set([...summary.failed_names, ...summary.failed_unit_names]);
  const [lone] = named.symmetricDifference(new Set(failed));
  return lone === undefined ? null : `summary.json and results.json do not agree about ${lone}`;
}

function firstOf(faults: readonly (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}
