import type { HelpHeader } from "./format_help.ts";

/** What `merge --help` says beside its flags. */
export const MERGE_HEADER: HelpHeader = {
  usage: "merge <record> …",
  answers:
    "Joins the records of several shards to one and proves that they are whole together; or those " +
    "of a run and later replays of it, each test once with its last answer.",
  writes: [
    "A record is the folder of a run with all of its files, the id of a run, latest, or a folder that " +
    "holds several of them, such as downloaded artifacts. Nothing in a record is executed.",
    "The merged record is a run of its own: outputs/qa/logs/<run_id>/ with all the usual files, and " +
    "under stable names outputs/qa/.",
    "Shards that are not whole together (one is missing or there twice, another commit, plan or " +
    "configuration, a planned test that no shard ran) exit 5 and name what is missing with the " +
    "command that runs it; a failing shard exits 1.",
  ],
  examples: [
    { command: "merge shard-0 shard-1 shard-2", does: "three shards to one record" },
    { command: "merge downloads", does: "every record in that folder" },
    { command: "merge 20261120T100000Z-a1b2c3 latest", does: "a run and its replay" },
  ],
};
