import { ROOT_CAUSES } from "../../lib/catalog/root_causes.ts";
import { page, table } from "./make_documents.ts";
import { list, steps } from "./make_runbook.ts";

/** `docs/runbook/README.md`: from any red answer to what to do, on one page. */
export function makeRunbookIndex(): string {
  return page("Runbook", [
    "For whoever has a red answer before them. Every page has the same four parts: signature (how it " +
    "is recognised), artifacts (where to look), replay (how to see it again), remediation (what to do).",
    ...quickReference(),
    ...evidence(),
    ...shards(),
    ...regression(),
    "## Causes",
    table(
      ["class", "what it is"],
      ROOT_CAUSES.map(({ class: of, title }) => [`[\`${of}\`](causes/${of}.md)`, title]),
    ),
    "How often they are right: [signatures](../signatures.md).",
  ]);
}

function quickReference(): readonly string[] {
  const commands = [
    ["What is it, and what mends it?", "deno task qa:replay --explain latest"],
    ["The same of a log, or of any text", "deno task qa:replay --explain ci.log"],
    ["The same of what a pipe brings", "deno task qa:replay --explain - < ci.log"],
    ["Everything that failed, again", "deno task qa:replay latest"],
    ["The same of a record that was downloaded", "deno task qa:replay summary.json"],
    ["One suite, with more words", "deno task qa:replay latest --suite <suite> --debug"],
    ["One test", "deno task qa:replay latest --test <id>"],
    ["Always, sometimes or never?", "deno task qa:replay latest --test <id> --repeat 20"],
    ["Does it fail alone?", "deno task qa:replay latest --suite <suite> --serial"],
    ["Only the checks", "deno task qa:replay latest --gates"],
    ["The commands alone, for a shell", "deno task qa:replay latest --print"],
    ["What is new since a good run?", "deno task qa:gate --diff-from <record>"],
    ["Since when does it fail?", "deno task qa:history --test <id>"],
    ["Is the record as it was left?", "deno task evidence outputs/qa/logs/<run_id>"],
  ] as const;
  return [
    "## Quick reference",
    table(["question", "command"], commands.map(([ask, command]) => [ask, `\`${command}\``])),
    list([
      "By answer, exit code and kind of gate: [verdicts](verdicts.md)",
      "By cause: [the table at the end of this page](#causes)",
      "It passes here and fails there, or passes when it is tried again: [flakes](flakes.md)",
      "How a replay chooses what it runs: [replay](../replay.md)",
    ]),
    "A language model can have a say, if one is at hand: `--llm http://localhost:11434/v1` with " +
    "`--explain`, or with the gate. What it says is marked as its own, is shown only as far as it quotes " +
    "what is really there, and decides nothing. Its key is read from `QA_LLM_KEY`.",
  ];
}

/** Fields worth knowing by file; an empty file is the one above. A test holds them against the schemas. */
export const TELLING_FIELDS: readonly (readonly [file: string, fields: string, meaning: string])[] =
  [
    ["`summary.json`", "`verdict`, `why`", "the answer, and the sentence that says why"],
    ["", "`failed_names`, `failed_unit_names`", "suites that failed"],
    ["", "`passed_suites`, `total_suites`", "how many passed, of how many"],
    ["", "`replay_bundle.one_command_replay`", "one command for all that failed"],
    ["", "`failures[].past`", "since when each test fails, where earlier runs are remembered"],
    ["", "`triage_diff`", "what is new since the baseline, where one was given"],
    [
      "`replay_bundle.json`",
      "`environment`",
      "profile, shard, commit, image: what must be the same",
    ],
    ["", "`failed_suites[].suite_replay`", "one command for each suite"],
    ["", "`failed_suites[].targeted_replay`", "one for its first failing test alone"],
    ["", "`failed_suites[].digest_path`", "where its digest lies"],
    [
      "`failures/<suite>.json`",
      "`root_cause_class`, `confidence`",
      "what it is, and how sure that is",
    ],
    ["", "`evidence[]`, `disproof`", "why, with file and line, and what would show it wrong"],
    ["", "`first_failing_assertion`", "where it failed first in the project's own code"],
    ["", "`clusters[]`", "failures of one kind, the largest first"],
    ["", "`remediation_pointer`", "steps, files to read, commands"],
    ["", "`model_opinion`", "what a language model said, where one was asked; it decides nothing"],
    ["`failure_diagnostics_index.json`", "`clusters[]`", "the same over all suites"],
    ["", "`flaky[]`", "unsteady tests, their kind, and an entry for the quarantine"],
    ["`triage_diff.json`", "`status`", "`regression`, `known_failures_only`, `improved`, `stable`"],
    ["", "`summary.regression_count`", "new and changed failures"],
    ["", "`ranked_diagnostics[]`", "every change, the worst first"],
    ["", "`recommended_commands`", "commands that show them"],
    ["`error.json`", "`reason`", "why there was no container"],
    ["`exit.json` of an execution", "`exit_code`, `signal`, `timed_out`", "how it ended"],
    ["", "`container.log_integrity`", "whether its logs are whole"],
  ];

function evidence(): readonly string[] {
  return [
    "## What each file tells",
    "All of them: [artifacts](../artifacts.md).",
    table(["file", "field", "meaning"], TELLING_FIELDS),
  ];
}

function shards(): readonly string[] {
  return [
    "## Shards",
    "Each shard is a run of its own; together they are one run only after a merge has proved it.",
    "```sh\n" + [
      "deno task qa:gate --shard-index 0 --shard-total 3",
      "deno task qa:gate --shard-from-env",
      "deno task qa:merge shard-0 shard-1 shard-2",
    ].join("\n") + "\n```",
    steps([
      "`shard` in `summary.json` and `environment.json` says which part a record is; " +
      "`shard_plan.jsonl` says what runs where.",
      "What failed in one shard: `deno task qa:replay <its summary.json>`. What failed in any of them: " +
      "give all of them.",
      "A merge that exits 5 names what is missing with the command that runs it: " +
      "[shards are not whole together](verdicts.md#shards-are-not-whole-together).",
    ]),
  ];
}

function regression(): readonly string[] {
  return [
    "## A regression",
    "It begins when `triage_diff.json` says `regression`, or `summary.regression_count` is above 0.",
    table(["severity", "when", "somebody has it, and has said so, within"], [
      ["1", "it blocks the main branch or a release", "30 minutes"],
      ["2", "it is on a branch, and no release waits for it", "4 hours"],
      [
        "3",
        "only evidence or documents are out of date, nothing behaves differently",
        "one working day",
      ],
    ]),
    "### Evidence to attach",
    list([
      "`summary.json`, `triage_diff.json`, `replay_bundle.json`",
      "`failure_diagnostics_index.json` and the digests of the failed suites, `failures/<suite>.json`",
      "`environment.json` and `evidence/index.json`; or the whole folder of the run, which is best",
    ]),
    "### What to do",
    steps([
      "Make the difference anew: `deno task qa:gate --diff-from <baseline>`, with a baseline that was " +
      "whole and of a known commit.",
      "See that the two can be compared: `comparable` in `triage_diff.json` says what stands against it.",
      "Go through `ranked_diagnostics[]` from the top; `replay_command` shows each.",
      "Say where the work is tracked: the status, the first diagnostics, one command that replays it, who " +
      "has it.",
      "Mend it, then `deno task qa:replay latest`, then the whole gate against the same baseline.",
    ]),
    "### It is over when",
    list([
      "`status` of a whole run against the same baseline is not `regression`,",
      "the gate passes on the branch that was blocked,",
      "no test that vanished is unexplained,",
      "and the place where it is tracked holds the records of before and after, and one sentence on what " +
      "it was.",
    ]),
    "### If it takes longer",
    list([
      "Nobody has it within the time above: ask whoever maintains the project, in the same place.",
      "Severity 1 and no end in sight: take the change back, and look for the cause in peace.",
      "A quarantine is for a test that gives both answers. It is no way to make a regression green.",
    ]),
  ];
}
