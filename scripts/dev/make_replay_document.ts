import { REPLAY_FLAGS } from "../../lib/config/replay_flags.ts";
import { REPLAY_STATES, type ReplayState } from "../../lib/model/replay.ts";
import { SINGLE_TESTS } from "../../lib/model/replay_plan.ts";
import { REPLAY_RULES, type ReplaySubject } from "../../lib/plan/replay_rules.ts";
import { flagRow, page, table } from "./make_documents.ts";
import { EXPLAINED, ONE_TEST, PRINTED, REPEATED } from "./replay_examples.ts";

/** `docs/replay.md`: from somebody's red record to exactly what failed, with the decision table. */
export function makeReplayDocument(): string {
  return page("Replay", [
    ...start(),
    ...examples(),
    ...decisions(),
    ...conditions(),
    ...commands(),
    ...answers(),
  ]);
}

function start(): readonly string[] {
  return [
    "A red run leaves a record. A replay runs what failed in it, under its conditions, and says before it " +
    "starts what cannot be the same.",
    "## You were given a red record",
    [
      "1. Go to the project, or name it with `--root`. A record may be a `summary.json`, a " +
      "`replay_bundle.json` or the folder of a run; without one, the newest run of this project is meant. " +
      "A lone `summary.json` is enough.",
      "2. `deno task qa:replay <record> --dry-run` says what differs and what would run. Take care of the " +
      "differences that matter; each says how, such as the commit to check out.",
      "3. `deno task qa:replay <record>` runs it. The answer is a run of its own, with all of its files.",
      "4. Narrow it: `--suite <name>`, `--test <id>`. A test is named by its id, by the end of its id behind " +
      "a `::`, or as `<file>::<name>`; where several end so, all of them run and that is said. What passed " +
      "runs too when it is named.",
      "5. Look closer: `--debug` lets the test tool say more, `--serial` runs one thing after the other, " +
      "`--repeat 5` tells a failure that is always there from one that comes and goes.",
    ].join("\n"),
    table(["flag", "variable", "meaning"], selectionFlags().map(flagRow)),
    "`--explain` says why a record failed, suite by suite, before anything is run again; it takes a log " +
    "or a text as well. What to do then: [runbook](runbook/README.md).",
    "Several records may be given: the shards of one run, or a run and its replays. They are read oldest " +
    "first.",
  ];
}

function examples(): readonly string[] {
  return [
    "## One test",
    text(ONE_TEST),
    "A replay that leaves something is `incomplete`, and `next:` runs the rest: a replay of a replay begins " +
    "with what both came to together ([records](records.md#two-records-become-one)).",
    "## Always, sometimes or never",
    text(REPEATED),
    "Each suite is run as often as said, whatever it answers; one run that fails makes it fail. " +
    "`repeat.json` has the counts of every test. Beside it, `--serial` lets nothing run at the same time.",
    "## Why it failed",
    text(EXPLAINED),
    "`--explain` takes a record, a log, a text, or `-` for what a pipe brings, and runs nothing. How sure an " +
    "answer is, and how causes are added: [signatures](signatures.md). What to do about each: " +
    "[runbook](runbook/README.md).",
    "In the folder of this repository, `deno task qa:replay` stands for the script.",
  ];
}

function text(lines: string): string {
  return `\`\`\`text\n${lines}\n\`\`\``;
}

function selectionFlags() {
  return REPLAY_FLAGS.filter(({ group }) => group === "selection");
}

function decisions(): readonly string[] {
  return [
    "## What is run again",
    "The state of a suite or a test is that of the newest record that names it. `all` is a replay without " +
    "a choice, `suite` and `test` one that names this suite or test, `gates` one of checks alone (the row " +
    "then speaks of checks). What is named for others only is not run. *Outstanding* is what failed and is " +
    "not run: it stays to be done, and a replay that leaves any is not done with.",
    "### Suites",
    rules("suite"),
    "A suite that `failed` runs only its failing tests where they are all named; in every other red state, " +
    "and where its tool cannot select tests, it runs whole.",
    "### Tests",
    rules("test"),
    "A state that is not in these tables is run. Nothing that failed is left away in silence.",
    "### Several records",
    list([
      "Shards of one run stand beside each other: what failed in any of them failed.",
      "Otherwise the newer answer of a test counts. A test that failed and that the newest record of its " +
      "suite does not name stays failed, and that is said.",
      "A replay of single tests takes back nothing that was said of their whole suite: what ran out of time " +
      "or died is run whole until it was run whole.",
      "A suite with the command of a removed one, and no other like it, is that suite under a new name.",
      "A suite that no record has is new, unless a record leaves it out (`--suite`, profile, shard) or tells " +
      "only what failed.",
      "An excuse by quarantine counts while its entry is in the configuration.",
    ]),
    "### What a suite needs",
    "What it needs and what passed before is not run again and not waited for; where its products are " +
    "needed, as on a fresh clone, name both suites. What did not pass, or is not known, is run whole.",
  ];
}

function conditions(): readonly string[] {
  return [
    "## Under which conditions",
    "A flag or a `QA_…` variable always wins over the record, the record over `qa.jsonc`. `--dry-run` says " +
    "where each setting came from.",
    table(["setting", "in a replay"], [
      ["place", "where the suites ran in the record; `auto` where they ran in both places"],
      [
        "image",
        "the recorded digest, or its id where it is on this machine; only of the repository that the " +
        "configuration names itself",
      ],
      [
        "limits",
        "memory, cpus, shm, processes, timeout and ulimits of the record; never fewer limits than the " +
        "configuration sets",
      ],
      ["retries", "none, unless `--retries` is given"],
      ["network, user, workdir, mounts, variables", "never from a record; differences are told"],
      ["commands, paths", "never from a record; they are spelled anew from the configuration"],
    ]),
    "A record is data from a stranger. Of names in it, only file, class and name of a test reach its tool, " +
    "where they are quoted for its patterns; one that could be read as a flag, or that leads out of the " +
    "project where no container fences it in, makes the whole suite run instead. All that is refused: " +
    "[records](records.md#a-record-is-a-strangers).",
  ];
}

function commands(): readonly string[] {
  return [
    "## The commands alone",
    "`--print` runs nothing and prints the commands. Piped to `sh`, they replay each suite once; everything " +
    "else stands in comments: the same for PowerShell, the test tool's own command, and both for the first " +
    `${SINGLE_TESTS} tests of each suite. Control characters in names are spelled out, so that nothing in ` +
    "the text moves a terminal; a name with a line break goes on in the next line of the comment.",
    text(PRINTED),
    "Lines for PowerShell are right for Windows PowerShell 5.1 and PowerShell 7. Up to 7.2, double quotes, " +
    "empty words and a trailing backslash after a space are lost on the way to a program; lines that need " +
    "them ask for that old passing and spell them for it, so that they mean the same in 7.3 and later. One " +
    "thing cannot be quoted: a `.cmd` file, such as `npx` on Windows, is run by `cmd.exe`, which replaces " +
    "`%NAME%` in any spelling.",
  ];
}

function answers(): readonly string[] {
  return [
    "## The answer",
    table(["exit", "when"], [
      [
        "0",
        "everything that was run passed and nothing is outstanding; or nothing was left to replay",
      ],
      ["1", "something failed again"],
      ["2", "the record is missing or cannot be read, or a name is in no record: nothing was run"],
      ["5", "what was run passed, and something that failed is outstanding"],
    ]),
    "All others are those of the gate, see [exit codes](exit_codes.md).",
  ];
}

function rules(subject: ReplaySubject): string {
  const head = ["state", "it…", "`all`", "`suite`", "`test`", "`gates`", "not run"];
  return table(
    head,
    inOrder(subject).map(({ state, why, runs, isOutstanding }) => [
      `\`${state}\``,
      why,
      ...(["all", "suite", "test", "gates"] as const).map((asking) =>
        runs.includes(asking) ? "run" : ""
      ),
      isOutstanding ? "outstanding" : "left",
    ]),
  );
}

function inOrder(subject: ReplaySubject) {
  const placeOf = (state: ReplayState): number => REPLAY_STATES.indexOf(state);
  return REPLAY_RULES.filter((row) => row.subject === subject)
    .toSorted((a, b) => placeOf(a.state) - placeOf(b.state));
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
