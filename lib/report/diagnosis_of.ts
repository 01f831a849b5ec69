import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { FirstAssertion } from "../model/failure_account.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { TestRecord } from "../model/test_result.ts";
import { namedTests } from "./counted_execution.ts";

const NOTHING_KNOWN: SuiteDiagnosis = {
  classification: {
    class: "unknown",
    signature: null,
    confidence: 0,
    evidence: [],
    runnerUp: null,
  },
  disproof: "",
  remedy: [],
  read: [],
  clusters: [],
  assertions: {},
  targeted: null,
};

/** What the record knows of why a suite did not pass; its surest finding where it was not diagnosed. */
export function diagnosisOf(suite: SuiteRecord): SuiteDiagnosis {
  if (suite.diagnosis !== undefined) return suite.diagnosis;
  const finding = suite.executions.flatMap((one) => one.findings)
    .toSorted((a, b) => b.confidence - a.confidence)[0];
  if (finding === undefined) return NOTHING_KNOWN;
  const evidence = finding.evidence.map(({ source, quote, line = null }) => ({
    source,
    quote,
    line,
  }));
  const { class: of, confidence } = finding;
  return {
    ...NOTHING_KNOWN,
    classification: { class: of, signature: null, confidence, evidence, runnerUp: null },
    remedy: finding.remedy === "" ? [] : [finding.remedy],
    disproof: finding.disproof ?? "",
  };
}

/** Where a failing test of a suite failed; as its report tells it where nobody has looked. */
export function assertionOf(suite: SuiteRecord | undefined, test: TestRecord): FirstAssertion {
  const known = suite?.diagnosis?.assertions;
  if (known !== undefined && Object.hasOwn(known, test.id)) return known[test.id]!;
  const { message, file, line } = test;
  return { type: "", message, file, line };
}

/** The assertion of the first failing test of a suite; null where the record names none. */
export function firstAssertion(suite: SuiteRecord): FirstAssertion | null {
  const [first] = namedTests(suite).failures;
  return first === undefined ? null : assertionOf(suite, first);
}

/** Suites that were to run and did not pass, in the order of the plan: what a replay is about. */
export function suitesToReplay(suites: readonly SuiteRecord[]): readonly SuiteRecord[] {
  return suites.filter(({ outcome }) => outcome !== "passed");
}

/** Where the digest of a suite's failure lies, relative to the run's folder. */
export function digestPath(suite: string): string {
  return `failures/${suite}.json`;
}
