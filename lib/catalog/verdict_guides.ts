import type { VerdictGuide } from "../model/gate_guide.ts";

const EXPLAIN = "deno task qa:replay --explain latest";
const REPLAY = "deno task qa:replay latest";
const GATE = "deno task qa:gate";

/** Every verdict that is not plainly green, and the endings that are no verdict. */
export const VERDICT_GUIDES: readonly VerdictGuide[] = [
  {
    name: "failed",
    exits: [1],
    signature: ["`FAILED` in the first line of the end; `verdict` is `failed` in `summary.json`."],
    artifacts: [
      "`failures/<suite>.json`: why, from which evidence, what mends it",
      "`failure_diagnostics_index.json`: which failures have one cause",
      "`replay_bundle.json`: what failed and how it is replayed",
    ],
    replay: [EXPLAIN, REPLAY],
    remediation: [
      "Read the cause of each failed suite, and go to its page under [causes](causes/).",
      "Mend the largest cluster first: failures of one fingerprint have one cause.",
      "Replay until nothing fails and nothing is outstanding, then run the gate once as a whole.",
    ],
  },
  {
    name: "unproven",
    exits: [4],
    signature: [
      "`UNPROVEN`: exit code, this attempt's report and the trailer from inside do not agree, or one " +
      "of them is missing.",
      "`why` says which witness is missing: no report, a stale, empty, cut or contradicting one, zero " +
      "tests.",
    ],
    artifacts: [
      "`results.json`: `suites[].executions[].report` with `status`, `problems` and `doubts`",
      "`suites/<suite>/<place>-<attempt>/exit.json`: how it ended, and whether the logs are whole",
      "`suites/<suite>/<place>-<attempt>/stdout.log`: what the tool said at its end",
    ],
    replay: [EXPLAIN, `${REPLAY} --debug`],
    remediation: [
      "`zero tests`: check the suite's paths and filters, see [discovery](causes/discovery.md).",
      "`missing` or `stale` report: the tool did not write where it was told to. Does the command pass " +
      "`{report}` on, and does anything remove it at the end?",
      "`truncated`: the tool died while it wrote. Look for a [crash](causes/crash.md) or " +
      "[memory](causes/oom.md).",
      "Exit code 0 with failing tests in the report: something between the tool and us swallows the " +
      "exit code, mostly a pipe or `|| true`.",
    ],
  },
  {
    name: "infra",
    exits: [3],
    signature: [
      "`INFRA`: neither container nor failsafe could run; or the container was lost in the middle by a " +
      "cause that a test could have made itself, or that is not known.",
    ],
    artifacts: [
      "`error.json`: the reason of the fallback, what was seen, what mends it",
      "`container_events.jsonl`: who did what to the container",
      "`journal.jsonl`: what we did, so that a kill that is not there was somebody else's",
    ],
    replay: ["docker version", EXPLAIN, GATE],
    remediation: [
      "Read `reason` in `error.json` and do what the table below says of it.",
      "Give the suites a failsafe form (`failsafe` in `qa.jsonc`) for the parts that can do without a " +
      "container.",
      "A container that was lost in the middle twice is no accident: look for memory and for a test " +
      "that ends its own container.",
    ],
  },
  {
    name: "incomplete",
    exits: [5],
    signature: [
      "`INCOMPLETE`: everything that ran passed, and something that was planned did not run; of a " +
      "replay: something that failed is outstanding; of a merge: the shards are not whole together.",
    ],
    artifacts: [
      "`results.json`: `not_checked[]` says what did not run, and why",
      "`summary.json`: `replay.outstanding[]` of a replay, `merge.completeness` of a merge",
    ],
    replay: [REPLAY, GATE],
    remediation: [
      "Do what `not_checked[].why` asks for: more time (`--deadline`), a suite it needs, a missing " +
      "shard.",
      "Of a replay: run the command that stands behind `next:`.",
    ],
  },
  {
    name: "degraded",
    exits: [0, 6],
    signature: [
      "`DEGRADED` in the first line of the end, and `container:` below it says why there was none.",
    ],
    artifacts: [
      "`error.json`: why there was no container",
      "`results.json`: `not_checked[]` is what the failsafe form leaves out",
    ],
    replay: ["docker version", `${GATE} --mode container`],
    remediation: [
      "Mend what `reason` in `error.json` names, then run with `--mode container`.",
      "Do not take it for a pass: what is in `not_checked[]` was not checked by anybody.",
    ],
  },
  {
    name: "flaky",
    exits: [0, 7],
    signature: [
      "`FLAKY` in the first line of the end, and a line `flaky:` for each such test.",
    ],
    artifacts: [
      "`failure_diagnostics_index.json`: `flaky[]` with the kind of each, what shows it, and an entry " +
      "for the quarantine",
      "`tests.jsonl`: `earlier[]` holds the tries that failed",
    ],
    replay: [`${REPLAY} --test <id> --repeat 20`, `${REPLAY} --test <id> --repeat 20 --serial`],
    remediation: [
      "Find its kind in [flakes](flakes.md) and mend that.",
      "Until then put the proposed entry into `quarantine[]` of `qa.jsonc`, with an owner and a day.",
    ],
  },
  {
    name: "usage",
    exits: [2],
    signature: [
      "`error:` and one hint, nothing else: a flag, the configuration or a record is wrong.",
    ],
    artifacts: ["none: nothing was run; with `--json` a `qa.problem.v1` on standard output"],
    replay: [`${GATE} --help`, `${GATE} --dry-run`],
    remediation: [
      "Correct what the message names; for the configuration it names line and column.",
      "`--dry-run` shows the plan, and where each setting came from.",
    ],
  },
  {
    name: "cancelled",
    exits: [130, 143],
    signature: ["`CANCELLED`: somebody pressed Ctrl-C (130), or sent SIGTERM (143)."],
    artifacts: [
      "`summary.json`: what had run by then; `not_checked[]` in `results.json`: the rest",
    ],
    replay: [REPLAY],
    remediation: [
      "A replay runs what was cancelled and what had not begun.",
      "SIGTERM in CI is mostly the job's own limit: shard the plan, or give `--deadline` a little less " +
      "than that limit, so that the answer is still written.",
    ],
  },
  {
    name: "bug",
    exits: [70],
    signature: ["`This is a bug in QA Gate itself`, and a stack."],
    artifacts: ["`outputs/qa/logs/<run_id>/`: whatever was written by then"],
    replay: [GATE],
    remediation: ["Report it with the lines above and below the stack. No verdict was given."],
  },
];
