import type { SuiteOutcome, TestOutcome } from "../model/outcome.ts";
import type { TestCounts } from "../model/test_result.ts";

/** What must be known of a run; a `RunRecord` knows it. */
export interface EvidenceFacts {
  readonly suites: readonly EvidenceSuite[];
  readonly counts: Pick<TestCounts, "executed" | "failed" | "quarantined">;
  readonly verdict: string;
  /** The container given up, and when; null for none. */
  readonly fallback: { readonly at: "preflight" | "midway" } | null;
  /** Tests whose worker or process died under them, where they were counted; else those named are. */
  readonly crashed?: number;
}

interface EvidenceSuite {
  readonly name: string;
  readonly outcome: SuiteOutcome;
  readonly executions?: readonly {
    readonly failures: readonly { readonly outcome: TestOutcome }[];
  }[];
}

/** Whether what is unsteady in a run says something of its tests, and if not, why, one sentence each. */
export interface EvidenceJudgement {
  readonly isEvidence: boolean;
  readonly reasons: readonly string[];
}

/** A run with more failures than this has one cause, and it is none of the tests. */
const FAILED_SHARE = 0.5;
/** However many tests there are: so many failures at once are no flakes. */
const FAILED_MAX = 1_000;
/** So few failures may be all that ran. */
const FAILED_FEW = 3;

/** Suites that ended so had something die or hang in them. */
const BROKEN: ReadonlySet<SuiteOutcome> = new Set([
  "timed-out",
  "crashed",
  "unproven",
  "lost",
  "cancelled",
]);

/**
 * True when a run may be used as evidence that tests are flaky: most of them did not fail, no worker,
 * process or container died, and nobody cut it short. Else a broken machine would be filed as the
 * unsteadiness of every test on it.
 */
export function isEvidenceOfFlakiness(facts: EvidenceFacts): EvidenceJudgement {
  const { executed } = facts.counts;
  const failed = facts.counts.failed + facts.counts.quarantined;
  const isMost = failed > FAILED_FEW && failed > executed * FAILED_SHARE;
  const broken = facts.suites.filter(({ outcome }) => BROKEN.has(outcome));
  const reasons = [
    executed === 0 ? "no test ran" : "",
    isMost || failed > FAILED_MAX ? `${failed} of ${executed} tests failed at once` : "",
    sayCrashed(facts.crashed ?? countCrashed(facts.suites)),
    ...broken.map(({ name, outcome }) => `suite ${name} ended as ${outcome}`),
    facts.fallback?.at === "midway" ? "its container was lost while tests ran" : "",
    facts.verdict === "cancelled" ? "it was interrupted" : "",
  ].filter((reason) => reason !== "");
  return { isEvidence: reasons.length === 0, reasons };
}

function sayCrashed(crashed: number): string {
  if (crashed === 0) return "";
  return crashed === 1 ? "the process of a test died" : `the processes of ${crashed} tests died`;
}

function countCrashed(suites: readonly EvidenceSuite[]): number {
  return suites.flatMap(({ executions = [] }) => executions.flatMap(({ failures }) => failures))
    .filter(({ outcome }) => outcome === "crashed").length;
}
