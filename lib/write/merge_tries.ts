import { isFailing, type TestOutcome } from "../model/outcome.ts";
import type { EarlierTry, TestRecord } from "../model/test_result.ts";

/**
 * One test from its records in the attempts of a suite, in their order: the last one that ran
 * decides, and a pass after a failure is flaky. A skip never takes a failure away.
 */
export function mergeTries(tries: readonly [TestRecord, ...TestRecord[]]): TestRecord {
  const last = tries.findLast(({ outcome }) => hasRun(outcome)) ?? tries[0];
  const before = tries.slice(0, tries.indexOf(last));
  const earlier = [...before.flatMap((one) => [...one.earlier, asTry(one)]), ...last.earlier];
  const hasFailed = before.some(({ outcome }) => isFailing(outcome) || outcome === "flaky");
  const isFlaky = hasFailed && !isFailing(last.outcome);
  if (!isFlaky) return { ...last, earlier };
  // A flaky test is known by its first failure.
  const fingerprint = before.find((one) => one.fingerprint !== null)?.fingerprint ?? null;
  return { ...last, outcome: "flaky", earlier, fingerprint };
}

function hasRun(outcome: TestOutcome): boolean {
  return outcome !== "skipped" && outcome !== "not-run";
}

function asTry({ outcome, duration_ms, message, details }: TestRecord): EarlierTry {
  return { outcome, duration_ms, message, details };
}
