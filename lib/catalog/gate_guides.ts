import type { GateGuide } from "../model/gate_guide.ts";

const EXPLAIN = "deno task qa:replay --explain latest";
const REPLAY = "deno task qa:replay latest";

/** One guide for each kind of thing that the gate judges. */
export const GATE_GUIDES: readonly GateGuide[] = [
  {
    title: "A check fails",
    signature: [
      "`<name> failed: exit code <n>` of a suite of kind `check`, which is judged by its exit code alone.",
    ],
    artifacts: [
      "`suites/<suite>/<place>-<attempt>/stderr.log` and `stdout.log`: its last lines",
      "`failures/<suite>.json`: what was recognised in them",
    ],
    replay: [`${REPLAY} --gates`, `${EXPLAIN} --suite <suite>`],
    remediation: [
      "Run the command that `suite_replay_command` in its digest gives, and mend what it says.",
      "Where it should not decide, set `required: false`; it is still shown.",
    ],
  },
  {
    title: "A suite has no proof that its tests ran",
    signature: ["`unproven` behind the name of a suite, whatever its exit code was."],
    artifacts: [
      "`results.json`: `suites[].executions[].report`",
      "`suites/<suite>/<place>-<attempt>/report.xml` or `report.jsonl`: what the tool itself reported",
    ],
    replay: [`${REPLAY} --suite <suite> --debug`],
    remediation: [
      "See [unproven](#unproven-exit-4) above, which is about the same of a whole run.",
      'A command without a report can only be a check: give it `"kind": "check"`.',
    ],
  },
  {
    title: "The evidence is not what the run left",
    signature: ["`deno task evidence` exits 1 and names files as `changed`, `missing` or `extra`."],
    artifacts: ["`evidence/index.json`: every file of the run with its size and SHA-256"],
    replay: ["deno task evidence outputs/qa/logs/<run_id>"],
    remediation: [
      "Take the record from where it was written; an upload or an editor may have changed line ends.",
      "A record that was changed by hand proves nothing: run the gate again.",
    ],
  },
  {
    title: "An entry of the quarantine has expired, or matches nothing",
    signature: [
      "`warning: quarantine EXPIRED on <day>, it excuses nothing any more`, and the test fails the gate.",
      "A warning that an entry matches no test.",
    ],
    artifacts: [
      "`results.json`: `quarantine[]` with `expired`, `matched` and `excused`",
      "`qa.jsonc`: `quarantine[]`",
    ],
    replay: ["deno task qa:replay latest --test <id> --repeat 20"],
    remediation: [
      "Mended? Then take the entry away.",
      "Not mended? Then whoever is its `owner` sets a new `expires`, and says in `issue` why.",
      "Matches nothing? The test was renamed or removed: correct the pattern, or take it away.",
    ],
  },
  {
    title: "Shards are not whole together",
    signature: [
      "`deno task qa:merge` exits 5: a shard is missing or there twice, or they are of another commit, " +
      "plan or configuration.",
    ],
    artifacts: [
      "`summary.json` of the merged run: `merge.completeness` with `missing`, `doubled`, `unexpected` " +
      "and the commands that run what is missing",
      "`shard_plan.jsonl`: which test, file or suite runs in which shard",
    ],
    replay: ["deno task qa:gate --shard-index <n> --shard-total <n>"],
    remediation: [
      "Run the commands of `merge.completeness.commands`, with the same commit and configuration.",
      "Merge again, all of them.",
      "Shards that do not agree on the plan were balanced by different earlier runs: give all of them " +
      "the same `--shard-durations`, or `none`.",
    ],
  },
  {
    title: "A regression against the baseline",
    signature: [
      "`status` is `regression` in `triage_diff.json`, or `summary.regression_count` is above 0.",
    ],
    artifacts: [
      "`triage_diff.json`: `ranked_diagnostics[]`, the worst first, and `recommended_commands`",
      "`failures/<suite>.json`: why each suite failed",
    ],
    replay: [
      "deno task qa:gate --diff-from <baseline>",
      "deno task qa:replay latest --test <id>",
    ],
    remediation: [
      "Follow [A regression](README.md#a-regression) to its end.",
      "A test that vanished is not a test that was mended: find out who removed or renamed it.",
      "A known failure with another fingerprint is a new failure.",
    ],
  },
];
