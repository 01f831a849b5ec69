import type { FlagRow } from "../model/flag.ts";
import { SHARD_KINDS } from "../model/shard_kind.ts";

/** More shards than any engine runs; a larger number is a mistake. */
export const SHARDS_MAX = 100_000;

/** Flags that make a run one part of a plan. */
export const SHARD_FLAGS: readonly FlagRow[] = [
  {
    name: "shard-kind",
    group: "selection",
    value: "choice",
    placeholder: SHARD_KINDS.join("|"),
    choices: SHARD_KINDS,
    env: "QA_SHARD_KIND",
    summary: "deal out whole suites, whole unit suites alone, or single tests; test unless said",
  },
  {
    name: "shard-index",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 0,
    max: SHARDS_MAX - 1,
    env: "QA_SHARD_INDEX",
    summary: "run only this part of the plan; the first one is 0",
  },
  {
    name: "shard-total",
    group: "selection",
    value: "integer",
    placeholder: "<n>",
    min: 1,
    max: SHARDS_MAX,
    env: "QA_SHARD_TOTAL",
    summary: "how many parts there are",
  },
  {
    name: "shard-from-env",
    group: "selection",
    value: "none",
    placeholder: "",
    env: "QA_SHARD_FROM_ENV",
    summary: "index and total from the variables of the CI system",
  },
  {
    name: "shard-durations",
    group: "selection",
    value: "text",
    placeholder: "history|none|<run>",
    env: "QA_SHARD_DURATIONS",
    summary:
      "balance by the history, by nothing, by a run (id, folder, tests.jsonl) or exactly as another " +
      "shard (its folder); by the history, else the newest whole run, unless said",
  },
];
