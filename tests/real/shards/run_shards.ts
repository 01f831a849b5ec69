import { assertEquals } from "@std/assert";
import type { SummaryJson } from "../../../lib/model/summary_json.ts";
import { ShardPartJson } from "../../../lib/model/shard.ts";
import { shardKey, shardKeysOf } from "../../../lib/model/shard_keys.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { type GateEnd, runGate } from "../../support/run_gate.ts";

/** One shard that ran. */
export interface RanShard {
  readonly end: GateEnd;
  readonly summary: SummaryJson;
  readonly tests: readonly TestRecord[];
}

/** All shards of a plan that ran, and the parts that they all know. */
export interface RanShards {
  readonly shards: readonly RanShard[];
  readonly parts: readonly ShardPartJson[];
  /** Tests of all shards that belong to no part: broken hooks, files and binaries are told as tests. */
  readonly unplanned: readonly string[];
}

/**
 * Runs every shard of a plan, one after the other, and checks what must be true of them together: one
 * plan, every part run by the shard it was dealt to and by no other.
 */
export async function runShards(
  root: string,
  total: number,
  { args = [], env = {} }: {
    readonly args?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<RanShards> {
  const shards: RanShard[] = [];
  for (let index = 0; index < total; index++) {
    const words = ["--shard-index", `${index}`, "--shard-total", `${total}`, ...args];
    const end = await runGate(root, words, { env });
    const { summary, tests } = await checkRun(end);
    shards.push({ end, summary, tests });
  }
  const texts = await Promise.all(
    shards.map(({ end }) => Deno.readTextFile(`${end.folder}/shard_plan.jsonl`)),
  );
  assertEquals(new Set(texts).size, 1, "the shards were dealt out in different ways");
  const lines = (texts[0] ?? "").trimEnd().split("\n");
  const parts = lines.map((line) => ShardPartJson.parse(JSON.parse(line)));
  for (const { summary } of shards) {
    assertEquals(summary.shard?.plan_digest, shards[0]?.summary.shard?.plan_digest);
    assertEquals(summary.shard?.parts_total, parts.length);
  }
  return { shards, parts, unplanned: checkParts(shards, parts) };
}

function checkParts(
  shards: readonly RanShard[],
  parts: readonly ShardPartJson[],
): readonly string[] {
  const dealt = new Map(parts.map((part) => [shardKey(part), part.shard]));
  const seen = new Set<string>();
  const unplanned: string[] = [];
  for (const [index, { tests }] of shards.entries()) {
    for (const test of tests) {
      const key = shardKeysOf(test).find((one) => dealt.has(one));
      if (key === undefined) unplanned.push(test.id);
      else {
        assertEquals(dealt.get(key), index, test.id);
        seen.add(key);
      }
    }
  }
  // A check has no tests of its own.
  const tested = parts.filter(({ file, class: group, name }) => `${file}${group}${name}` !== "");
  assertEquals(tested.filter((part) => !seen.has(shardKey(part))), []);
  return unplanned;
}
