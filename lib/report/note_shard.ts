import type { Plan } from "../model/plan.ts";
import { formatShard } from "./format_shard.ts";
import { quoteCodeSpan, quoteMarkdown } from "./quote_markdown.ts";

/** What a tool's own command cannot say of a shard. */
export const PARTLY_TOLD =
  "This run was a shard. Tools that are told their part through a file of ours run the whole suite here.";

/** One line of Markdown: what of its plan a run was, and what must be the same in all shards; none for a whole run. */
export function noteShard({ shard }: Pick<Plan, "shard">): readonly string[] {
  if (shard === undefined) return [];
  const history = shard.durations_from ?? null;
  const balance = history === null
    ? shard.balanced_by
    : `${shard.balanced_by} of ${history.startsWith("history") ? "the" : "run"} ${
      quoteCodeSpan(history)
    }`;
  const digest = shard.plan_digest === "" ? "" : `; plan ${quoteCodeSpan(shard.plan_digest)}`;
  const said = quoteMarkdown(formatShard(shard));
  return [`- Shard: ${said}, kind ${shard.kind}, dealt out by ${balance}${digest}`];
}
