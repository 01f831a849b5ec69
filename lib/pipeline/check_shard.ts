import type { SuiteRecord } from "../model/run_record.ts";
import { shardKey, shardKeysOf } from "../model/shard_keys.ts";
import { countedExecution } from "../report/counted_execution.ts";
import type { ShardedPlan } from "../plan/plan_shards.ts";
import { testsPath } from "../write/counted_suite.ts";
import { streamRecords } from "../write/stream_records.ts";
import type { GateSession } from "./gate_session.ts";

/** Parts that are named where some are missing. */
const NAMED = 3;

/**
 * Holds what ran in a shard against what was dealt to it: a suite that passed without some of its parts is
 * unproven, because every other machine leaves those to this one. What ran and belongs to others is told.
 */
export async function checkShard(
  session: GateSession,
  suites: readonly SuiteRecord[],
): Promise<readonly SuiteRecord[]> {
  const { dealt, plan } = session;
  const index = plan.shard?.index;
  if (dealt === undefined || index === undefined) return suites;
  return await Promise.all(suites.map((suite) => checkSuite(session, suite, { dealt, index })));
}

async function checkSuite(
  { host, run, warn, redactor }: GateSession,
  suite: SuiteRecord,
  { dealt, index }: { readonly dealt: ShardedPlan; readonly index: number },
): Promise<SuiteRecord> {
  const shards = shardsOf(dealt, suite.name);
  const execution = countedExecution(suite);
  const isDivided = new Set(shards.values()).size > 1;
  if (suite.outcome !== "passed" || execution === null || !isDivided) return suite;
  const seen = new Set<string>();
  const strange = new Set<string>();
  let foreign = 0;
  for await (const test of streamRecords(host, testsPath({ suite, execution }, run.path))) {
    const key = shardKeysOf(test).find((one) => shards.has(one));
    if (key === undefined) strange.add(shardKey(test));
    else if (shards.get(key) === index) seen.add(key);
    else foreign++;
  }
  if (foreign > 0) warn(`${suite.name}: ${foreign} tests ran that were dealt to other shards`);
  // The names of a record hold no secrets, and those of a listing may.
  const isSeen = (key: string): boolean =>
    seen.has(key) || strange.has(redactor.text("tests.jsonl", key));
  const missing = [...shards].filter(([key, shard]) => shard === index && !isSeen(key))
    .map(([key]) => key.split("\0").slice(1).filter((part) => part !== "").join("::"));
  if (missing.length === 0) return suite;
  const named = missing.slice(0, NAMED).join(", ");
  const why =
    `${missing.length} of the parts that were dealt to this shard are not in its report: ` +
    `${named}${missing.length > NAMED ? ", …" : ""}`;
  return { ...suite, outcome: "unproven", why };
}

/** Shard of each part of a suite, by the part's key. */
function shardsOf({ parts, deal }: ShardedPlan, suite: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [at, part] of parts.entries()) {
    if (part.suite === suite && part.targets.length > 0) {
      found.set(shardKey(part), deal.shards[at] ?? 0);
    }
  }
  return found;
}
