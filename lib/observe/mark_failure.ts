import { isFailing } from "../model/outcome.ts";
import type { TestRecord } from "../model/test_result.ts";

/** Tells the fingerprint of a test that failed. */
export type TellFingerprint = (test: TestRecord) => string;

/** True for a test that failed, or did so before it passed: one that has a fingerprint. */
export function hasFailed({ outcome }: TestRecord): boolean {
  return isFailing(outcome) || outcome === "flaky";
}

/** The record with its fingerprint; that of a flaky test is of its first failed try. */
export function markFailure(test: TestRecord, tell: TellFingerprint): TestRecord {
  const first = test.outcome === "flaky"
    ? test.earlier.find(({ outcome }) => isFailing(outcome))
    : undefined;
  const { message, details } = first ?? test;
  return { ...test, fingerprint: tell({ ...test, message, details }) };
}
