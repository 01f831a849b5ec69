import { TRIAGE_KINDS, type TriageAccount, type TriageChange } from "../../lib/model/triage.ts";
import type { TriageCounts, TriagedTest } from "../../lib/model/triage.ts";

/** No change at all, any count can be replaced. */
export function sampleCounts(changes: Partial<TriageCounts> = {}): TriageCounts {
  const none = Object.fromEntries(TRIAGE_KINDS.map((kind) => [kind, 0])) as unknown as TriageCounts;
  return { ...none, ...changes };
}

/** What a run says of a failing test; any field can be replaced. */
export function sampleTriaged(changes: Partial<TriagedTest> = {}): TriagedTest {
  return {
    outcome: "failed",
    isQuarantined: false,
    durationMs: 12,
    fingerprint: "00000000000000aa",
    message: "assert 1 == 2",
    file: "tests/test_sum.py",
    line: 12,
    ...changes,
  };
}

/** A new failure of a test that passed before; any field can be replaced. */
export function sampleChange(changes: Partial<TriageChange> = {}): TriageChange {
  return {
    kind: "new-failure",
    severity: "high",
    id: "unit::tests/test_sum.py::tests.test_sum::test_adds",
    suite: "unit",
    before: sampleTriaged({ outcome: "passed", message: "", fingerprint: null }),
    after: sampleTriaged(),
    ...changes,
  };
}

/** A comparison with one new failure; any field can be replaced. */
export function sampleTriage(changes: Partial<TriageAccount> = {}): TriageAccount {
  return {
    baseline: {
      runId: "20261119T100000Z-000001",
      record: "latest",
      gitSha: null,
      startedAt: "2026-11-19T10:00:00.000Z",
    },
    status: "regression",
    why: "1 failure is new",
    comparable: { isComplete: true, isUsableForFlakiness: true, reasons: [] },
    counts: sampleCounts({ "new-failure": 1 }),
    regressions: 1,
    notTold: 0,
    testsBefore: 34,
    testsAfter: 34,
    durationBeforeMs: 2000,
    durationAfterMs: 2100,
    suites: [],
    changes: [sampleChange()],
    leftOut: 0,
    onlyRegressions: false,
    excused: [],
    ...changes,
  };
}
