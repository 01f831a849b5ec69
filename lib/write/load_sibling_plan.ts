import { basename } from "@std/path";
import type { Host } from "../host/host.ts";
import type { ShardPartJson } from "../model/shard.ts";
import { shardKey } from "../model/shard_keys.ts";
import { MERGED } from "./find_record.ts";
import { SHARD_PLAN } from "./load_shard_plan.ts";
import { scanShardPlan } from "./scan_shard_plan.ts";

/** What a shard took every part of all shards for. */
export interface LoadedSiblingPlan {
  /** Id of its run. */
  readonly from: string;
  /** Milliseconds by the part's key (`shardKey`); null where parts were dealt out by count. */
  readonly expectedMs: ReadonlyMap<string, number | null>;
}

/**
 * The plan in the folder of a shard's run, or of what it was joined to with its replay; null where
 * there is none, and where a line of it is no part: half a plan would be another one.
 */
export async function loadSiblingPlan(
  host: Host,
  folder: string,
): Promise<LoadedSiblingPlan | null> {
  for (const place of [folder, `${folder}/${MERGED}`]) {
    const expectedMs = new Map<string, number | null>();
    let isWhole = true;
    const take = (part: ShardPartJson | null): void => {
      if (part === null) isWhole = false;
      else expectedMs.set(shardKey(part), part.expected_ms);
    };
    await scanShardPlan(host, `${place}/${SHARD_PLAN}`, {
      plain: (_bytes, _part, read) => take(read()),
      odd: take,
    });
    if (!isWhole) return null;
    if (expectedMs.size > 0) return { from: basename(folder), expectedMs };
  }
  return null;
}
