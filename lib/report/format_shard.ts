import type { ShardJson } from "../model/shard.ts";
import { formatDuration } from "./format_duration.ts";

/** A shard in words: `shard 0 of 3, 41 of 123 tests, about 2.1s (the longest 1.03 of the average)`. */
export function formatShard(shard: ShardJson): string {
  const { index, total, parts, parts_total: all, unit = "parts", expected_ms: ms } = shard;
  if (all === 0) return `shard ${index} of ${total}`;
  const uneven = shard.expected_imbalance;
  const length = ms === null ? "" : `, about ${formatDuration(ms)}`;
  const balance = uneven === null ? "" : ` (the longest ${uneven.toFixed(2)} of the average)`;
  const noun = all === 1 ? unit.replace(/s$/, "") : unit;
  return `shard ${index} of ${total}, ${parts} of ${all} ${noun}${length}${balance}`;
}
