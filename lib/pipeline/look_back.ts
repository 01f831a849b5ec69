import { judgePast } from "../classify/judge_past.ts";
import type { Host } from "../host/host.ts";
import type { TestPast } from "../model/history.ts";
import type { RunRecord } from "../model/run_record.ts";
import { namedTests } from "../report/counted_execution.ts";
import { type KnownTest, queryTests } from "../write/query_history.ts";
import { historyOf, withHistory } from "./with_history.ts";

/** More failing tests than a reader looks at one by one. */
const LOOKED_AT = 500;

/** Where to look, and how it is said when that cannot be done. */
export interface LookBackOptions {
  /** Absolute folder of the outputs. */
  readonly outputs: string;
  readonly warn: (message: string) => void;
  /** Ids of runs that are no past of it; absent: none but those that it was merged from. */
  readonly own?: readonly string[];
}

/**
 * The past of the tests that failed or were unsteady in a run, by id, told before this run is added to
 * the history; empty where nothing failed or nothing is remembered.
 */
export async function lookBack(
  host: Host,
  { plan, suites, merge }: RunRecord,
  { outputs, warn, own: itself = [] }: LookBackOptions,
): Promise<ReadonlyMap<string, TestPast>> {
  const named = suites.map(namedTests);
  const ids = named.flatMap(({ failures, flaky, quarantined }) =>
    [...failures, ...flaky, ...quarantined].map(({ id }) => id)
  );
  const path = historyOf(plan, outputs);
  if (ids.length === 0 || path === null || await host.files.stat(path) === null) return new Map();
  const known = await withHistory(host, path, {
    warn,
    work: (database) => database.read((sql) => queryTests(sql, ids.slice(0, LOOKED_AT))),
  });
  const own = new Set([...itself, ...merge?.sources.map((source) => source.run_id) ?? []]);
  const before = known?.ok ? known.value.flatMap((test) => withoutRuns(test, own)) : [];
  return new Map(before.map((test) => [test.id, judgePast(test)]));
}

/** The past of a test without these runs, where there is one: what a record was merged from is no past of it. */
function withoutRuns(test: KnownTest, runs: ReadonlySet<string>): readonly KnownTest[] {
  const results = test.results.filter(({ runId }) => !runs.has(runId));
  const isLost = results.length === 0 && test.results.length > 0;
  return isLost ? [] : [{ ...test, results }];
}
