import { CLUSTER_TESTS, CLUSTERS_TOLD, type FailureCluster } from "../model/diagnosis.ts";
import type { FailureIndexJson } from "../model/failure_digest_json.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { countedTests } from "./counted_execution.ts";
import { diagnosisOf, digestPath, firstAssertion, suitesToReplay } from "./diagnosis_of.ts";
import { formatRecordReplay } from "./format_record_replay.ts";
import { makeCluster } from "./make_failure_digest.ts";
import { makeFlakes } from "./make_flakes.ts";

/** A cluster over all suites of a run. */
export interface RunCluster extends FailureCluster {
  /** In the order of the plan. */
  readonly suites: readonly string[];
}

/**
 * `failure_diagnostics_index.json`: every suite that did not pass with its cause, and every unsteady
 * test with its kind; null where all passed and none is unsteady.
 */
export function makeFailureIndex(record: RunRecord): FailureIndexJson | null {
  const failed = suitesToReplay(record.suites);
  const flaky = makeFlakes(record);
  if (failed.length === 0 && flaky.length === 0) return null;
  return {
    schema: "qa.failure_index.v1",
    run_id: record.runId,
    failed_suites: failed.map((suite) => makeEntry(record, suite)),
    clusters: joinClusters(failed).slice(0, CLUSTERS_TOLD)
      .map((cluster) => ({ ...makeCluster(cluster), suites: [...cluster.suites] })),
    flaky,
  };
}

function makeEntry(
  record: RunRecord,
  suite: SuiteRecord,
): FailureIndexJson["failed_suites"][number] {
  const { class: of, confidence } = diagnosisOf(suite).classification;
  return {
    suite: suite.name,
    digest_path: digestPath(suite.name),
    root_cause_class: of,
    confidence,
    impacted: countedTests(suite).failed,
    first_failing_assertion: firstAssertion(suite),
    replay_command: formatRecordReplay(record, { suite: suite.name }),
  };
}

/** The clusters of several suites, those of one fingerprint joined, the largest first. */
export function joinClusters(suites: readonly SuiteRecord[]): readonly RunCluster[] {
  const all = suites.flatMap((suite) =>
    diagnosisOf(suite).clusters.map((cluster) => ({ ...cluster, suites: [suite.name] }))
  );
  const groups = Map.groupBy(all, ({ fingerprint }) => fingerprint);
  return [...groups.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [more.reduce(join, first)]
  ).toSorted((a, b) => b.count - a.count);
}

function join(a: RunCluster, b: RunCluster): RunCluster {
  return {
    ...a,
    count: a.count + b.count,
    tests: [...a.tests, ...b.tests].slice(0, CLUSTER_TESTS),
    suites: [...a.suites, ...b.suites],
  };
}
