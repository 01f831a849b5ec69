import type { FailureCluster } from "../model/diagnosis.ts";
import type { FirstAssertion } from "../model/failure_account.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import type { TriageAccount } from "../model/triage.ts";
import { namedTests } from "./counted_execution.ts";
import { assertionOf } from "./diagnosis_of.ts";
import { listRegressions } from "./make_triage_diff.ts";

/** Failing tests of a run that share a fingerprint, in whatever suites they are. */
export interface RunCause {
  /** The fingerprint; the id of the test where it has none. */
  readonly key: string;
  readonly count: number;
  /** Ids, the first ones of each suite. */
  readonly tests: readonly string[];
  readonly suites: readonly string[];
  /** Of the first of them. */
  readonly assertion: FirstAssertion;
  /** True for one that is new since the baseline; null where nothing was compared. */
  readonly isNew: boolean | null;
  /** True where one of its suites is required. */
  readonly isRequired: boolean;
}

/**
 * What fails in a run, each cause once: what is new since the baseline first, then what is required,
 * then the largest. Tests in quarantine are none of them.
 */
export function listCauses(record: RunRecord): readonly RunCause[] {
  const isNew = judgeNew(record.triage);
  const parts = record.suites.flatMap((suite) =>
    clustersOf(suite).map((cluster) => ({ suite, cluster }))
  );
  const groups = [...Map.groupBy(parts, ({ cluster }) => cluster.fingerprint)];
  return groups.map(([key, group]) => joinParts(key, group, isNew)).toSorted((a, b) =>
    Number(b.isNew ?? false) - Number(a.isNew ?? false) ||
    Number(b.isRequired) - Number(a.isRequired) || b.count - a.count
  );
}

interface Part {
  readonly suite: SuiteRecord;
  readonly cluster: FailureCluster;
}

function joinParts(
  key: string,
  parts: readonly Part[],
  isNew: RunJudge,
): RunCause {
  const tests = parts.flatMap(({ cluster }) => cluster.tests);
  return {
    key,
    count: parts.reduce((sum, { cluster }) => sum + cluster.count, 0),
    tests,
    suites: parts.map(({ suite }) => suite.name),
    assertion: parts[0]!.cluster.assertion,
    isNew: isNew(tests),
    isRequired: parts.some(({ suite }) => suite.required),
  };
}

/** A comparison tells only so many changes one by one: beyond them nothing is called known. */
function judgeNew(triage: TriageAccount | undefined): RunJudge {
  if (triage === undefined) return () => null;
  const regressions = listRegressions(triage);
  const ids = new Set(regressions.map(({ id }) => id));
  const isAll =
    regressions.length >= triage.counts["new-failure"] + triage.counts["changed-failure"];
  return (tests) => tests.some((id) => ids.has(id)) ? true : isAll ? false : null;
}

type RunJudge = (tests: readonly string[]) => boolean | null;

/** As they were diagnosed; else by fingerprint, and each by itself where it has none. */
function clustersOf(suite: SuiteRecord): readonly FailureCluster[] {
  const told = suite.diagnosis?.clusters ?? [];
  const known = new Set(told.map(({ fingerprint }) => fingerprint));
  const others = namedTests(suite).failures
    .filter(({ fingerprint }) => fingerprint === null || !known.has(fingerprint));
  const groups = Map.groupBy(others, ({ fingerprint, id }) => fingerprint ?? id);
  const { causes = {} } = namedTests(suite);
  const made = [...groups].map(([fingerprint, group]) => ({
    fingerprint,
    count: Math.max(group.length, Object.hasOwn(causes, fingerprint) ? causes[fingerprint]! : 0),
    tests: group.map(({ id }) => id),
    assertion: assertionOf(suite, group[0]!),
  }));
  return [...told, ...made];
}
