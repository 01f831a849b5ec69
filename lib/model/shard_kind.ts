/** What is dealt out to shards: whole suites, whole unit suites alone, or single tests. */
export const SHARD_KINDS = ["suite", "unit", "test"] as const;
export type ShardKind = typeof SHARD_KINDS[number];
