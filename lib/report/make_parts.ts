import type {
  AnswerJson,
  CountsJson,
  FailureJson,
  FallbackJson,
  FlakyJson,
  NotCheckedJson,
  QuarantinedJson,
  QuarantineJson,
  SuiteFindingJson,
} from "../model/json_parts.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { TestCounts, TestRecord } from "../model/test_result.ts";
import type { Fallback } from "../model/verdict.ts";
import { assertionOf } from "./diagnosis_of.ts";
import { namedTests } from "./counted_execution.ts";

/** Verdict, exit code and the sentence that says why, as stored. */
export function makeAnswer(record: RunRecord): AnswerJson {
  return { verdict: record.verdict, exit_code: record.exitCode, why: record.why };
}

/** Counts as stored: `executed` is called attempted there. */
export function makeCounts(counts: TestCounts): CountsJson {
  const { total, executed, ...rest } = counts;
  return { total, attempted: executed, ...rest };
}

/** The container given up, as stored, or null. */
export function makeFallback(fallback: Fallback | null): FallbackJson | null {
  if (fallback === null) return null;
  const { reason, detail, hint, at, isOutside = false } = fallback;
  return { reason, detail, hint, at, proved_outside: isOutside };
}

/** What was not checked, as stored: what the run met, and what the plan had left out before. */
export function makeNotChecked(record: RunRecord): NotCheckedJson[] {
  const met = record.notChecked.map(({ suite, what, why }) => ({ suite, what, why }));
  const named = new Set(met.map((one) => one.suite));
  const leftOut = record.plan.leftOut.filter((one) => !named.has(one.suite))
    .map(({ suite, why }) => ({ suite, what: "all of it", why }));
  return [...met, ...leftOut];
}

/** The kept failing tests that count, in the order of the suites. */
export function listFailures(suites: readonly SuiteRecord[]): readonly TestRecord[] {
  return suites.flatMap((suite) => namedTests(suite).failures);
}

/** Tests that passed only when they were tried again, as stored. */
export function makeFlaky(suite: SuiteRecord): FlakyJson[] {
  return namedTests(suite).flaky.map(({ id, earlier, message, file, line }) => ({
    id,
    suite: suite.name,
    tries: earlier.length + 1,
    message: earlier[0]?.message ?? message,
    file,
    line,
  }));
}

/** Failing tests that quarantine excuses, as stored. */
export function makeQuarantined(suite: SuiteRecord): QuarantinedJson[] {
  return namedTests(suite).quarantined.map((test) => ({
    ...makeFailure(test, [suite]),
    entry: test.quarantine ?? "",
  }));
}

/** Every entry of the quarantine with what it excused, as stored. */
export function makeQuarantine({ quarantine, suites }: RunRecord): QuarantineJson[] {
  const excused = suites.flatMap((suite) => namedTests(suite).quarantined);
  return quarantine.map(({ entry, isExpired, matched }) => ({
    ...entry,
    expired: isExpired,
    matched,
    excused: excused.filter((test) => test.quarantine === entry.id).map(({ id }) => id),
  }));
}

/** One failing test of one of these suites, without its longer text. */
export function makeFailure(test: TestRecord, suites: readonly SuiteRecord[]): FailureJson {
  const { id, suite, outcome, message, file, class: group, name, line, fingerprint } = test;
  const owner = suites.find((one) => one.name === suite);
  const first_failing_assertion = { ...assertionOf(owner, test) };
  const identity = { id, suite, outcome, message, file, class: group, name, line, fingerprint };
  return { ...identity, first_failing_assertion };
}

/** Every finding with its suite, the most certain of a suite first. */
export function makeFindings(suites: readonly SuiteRecord[]): SuiteFindingJson[] {
  return suites.flatMap((suite) =>
    suite.executions.flatMap((one) => one.findings)
      .toSorted((a, b) => b.confidence - a.confidence)
      .map((finding) => ({ suite: suite.name, ...finding }))
  );
}
