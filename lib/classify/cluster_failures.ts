import { CLUSTER_TESTS, type FailureCluster } from "../model/diagnosis.ts";
import type { FirstAssertion } from "../model/failure_account.ts";
import type { NamedTests } from "../model/run_record.ts";

/**
 * Groups failing tests that share a fingerprint, the largest group first, then in order of the report.
 * The counts are of all tests, where all were counted, and not only of those that are named.
 */
export function clusterFailures(
  { failures, causes = {} }: Pick<NamedTests, "failures" | "causes">,
  assertions: Readonly<Record<string, FirstAssertion>>,
): readonly FailureCluster[] {
  const groups = Map.groupBy(failures, ({ fingerprint }) => fingerprint);
  return [...groups].flatMap(([fingerprint, [first, ...more]]) => {
    const assertion = first === undefined ? undefined : assertions[first.id];
    if (fingerprint === null || first === undefined || assertion === undefined) return [];
    const ids = [first, ...more].map(({ id }) => id);
    const counted = Object.hasOwn(causes, fingerprint) ? causes[fingerprint] ?? 0 : 0;
    const count = Math.max(counted, ids.length);
    return [{ fingerprint, count, tests: ids.slice(0, CLUSTER_TESTS), assertion }];
  }).toSorted((a, b) => b.count - a.count);
}
