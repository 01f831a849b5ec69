import { type HashTable, openHashTable } from "../formats/hash_table.ts";
import { KEY_WORDS } from "../formats/keyed_hash.ts";
import { openPartHash, type PartHash } from "../formats/part_hash.ts";
import { openTextSet } from "../formats/text_set.ts";
import type { Host } from "../host/host.ts";
import { drawKey } from "./draw_key.ts";
import { hashFile } from "./hash_file.ts";
import { scanShardPlan } from "./scan_shard_plan.ts";

/** Stands in the folder of every shard's run, and is the same in all of them. */
export const SHARD_PLAN = "shard_plan.jsonl";

/** More parts than any project has tests. */
const PARTS_MAX = 20_000_000;

/** All parts of all shards by the hash of their identity; a part has a place in their order. */
export interface LoadedShardPlan {
  readonly parts: HashTable;
  /** The hash that the parts were put in by. */
  readonly hash: PartHash;
  /** Shard of each part, by its place. */
  readonly shards: Int32Array;
  /** 1 where its tests are counted: then it must tell some. */
  readonly isCounted: Uint8Array;
  /** Suites that have parts of their own. */
  readonly suites: ReadonlySet<string>;
  /** Lines that are no part, and parts that stand there twice. */
  readonly faults: number;
}

/** SHA-256 of the `shard_plan.jsonl` of a run's folder; null when it is not there. */
export async function hashShardPlan(host: Host, folder: string): Promise<string | null> {
  const hash = await hashFile(host, `${folder}/${SHARD_PLAN}`);
  return hash.ok ? hash.value.sha256 : null;
}

/** Loads `shard_plan.jsonl` of a run's folder, streamed; without parts when it is not there. Memory: some 25 bytes a part. */
export async function loadShardPlan(host: Host, folder: string): Promise<LoadedShardPlan> {
  const parts = openHashTable();
  const hash = openPartHash(drawKey(host, KEY_WORDS));
  const columns = openColumns();
  const suites = openTextSet();
  let faults = 0;
  /** True for a part that was not there; its hash is the last one. */
  const isNew = (): boolean => {
    const isRoom = parts.size < PARTS_MAX && parts.add(hash.out[0]!, hash.out[1]!);
    if (!isRoom) faults++;
    return isRoom;
  };
  await scanShardPlan(host, `${folder}/${SHARD_PLAN}`, {
    plain(bytes, part) {
      hash.spans(bytes, part);
      if (!isNew()) return;
      const { suiteStart, suiteEnd, nameStart, nameEnd } = part;
      suites.span(bytes, suiteStart, suiteEnd);
      columns.put(parts.size - 1, part.shard, nameEnd > nameStart || part.hasCount);
    },
    odd(part) {
      if (part === null) return void faults++;
      hash.texts(part.suite, part.file, part.class, part.name);
      if (!isNew()) return;
      suites.all.add(part.suite);
      columns.put(parts.size - 1, part.shard, part.name !== "" || part.count !== null);
    },
  });
  return { parts, hash, ...columns.end(parts.size), suites: suites.all, faults };
}

const ROWS_FIRST = 1024;

function openColumns() {
  let shards = new Int32Array(ROWS_FIRST);
  let isCounted = new Uint8Array(ROWS_FIRST);
  return {
    put(place: number, shard: number, counted: boolean): void {
      if (place === shards.length) {
        const rows = place + (place >> 1);
        const [longer, more] = [new Int32Array(rows), new Uint8Array(rows)];
        longer.set(shards);
        more.set(isCounted);
        [shards, isCounted] = [longer, more];
      }
      shards[place] = shard;
      isCounted[place] = counted ? 1 : 0;
    },
    end: (size: number) => ({
      shards: shards.subarray(0, size),
      isCounted: isCounted.subarray(0, size),
    }),
  };
}
