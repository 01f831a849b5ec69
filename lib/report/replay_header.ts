import type { HelpHeader } from "./format_help.ts";

/** What `replay --help` says beside its flags. */
export const REPLAY_HEADER: HelpHeader = {
  usage: "replay [<record> …]",
  answers:
    "Runs exactly what failed in an earlier run, as it ran there, and says whether it fails again " +
    "and what is still outstanding.",
  writes: [
    "A record is a summary.json, a replay_bundle.json, the folder of a run, the id of a run, or " +
    "latest, which is meant where none is given. Several records (shards, reruns) are taken together, " +
    "the oldest first. Nothing in a record is executed: plans are made anew from its names by the " +
    "configuration that is here.",
    "A replay is a run: it keeps its own folder, outputs/qa/logs/<run_id>/, with the joined record of " +
    "original and replay in merged/.",
    "With --explain nothing is run and nothing is written: it says what a failure is, from which words, " +
    "and exits 0, also where it does not know.",
    "It exits 1 when something fails again, 5 when what ran passed and something that failed before is " +
    "outstanding, 0 when nothing is outstanding, also when there was nothing to replay.",
  ],
  examples: [
    { command: "replay", does: "what failed in the newest run" },
    { command: "replay ~/Downloads/summary.json", does: "what failed in somebody's run" },
    { command: "replay latest --suite unit --debug", does: "one suite, with more words" },
    { command: "replay latest --test 'test_sum[a b]'", does: "one test, by the end of its id" },
    { command: "replay latest --repeat 20 --serial", does: "find out whether it is a flake" },
    { command: "replay latest --print", does: "the commands alone; --print | sh runs them" },
    { command: "replay --explain", does: "why the newest run failed, and what mends it" },
    { command: "replay --explain - < ci.log", does: "what a text is: a log, a trace, a message" },
    { command: "replay shard-0 shard-1 shard-2", does: "what failed in any of three shards" },
  ],
};
