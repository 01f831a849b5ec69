import { TRIAGE_RANKS, TRIAGE_RULES, TRIAGE_STATES } from "../../lib/classify/triage_rules.ts";
import { DIFF_FLAGS } from "../../lib/config/diff_flags.ts";
import { TRIAGE_KINDS, type TriageKind, type TriageStatus } from "../../lib/model/triage.ts";
import { flagRow, page, table } from "./make_documents.ts";

/** `docs/triage.md`: what is new since an earlier run, and how that is judged. */
export function makeTriageDocument(): string {
  return page("Since the baseline", [
    "`deno task qa:gate --diff-from latest` says what is new since the run before, in " +
    "`triage_diff.json`, at the end of the terminal and in `RUN_INSTRUCTIONS.md`, with the command that " +
    "replays exactly that.",
    `\`\`\`text\n${EXAMPLE}\n\`\`\``,
    "The line behind `new ones:` runs what is new and nothing else. A failure is known by its " +
    "[fingerprint](results.md#fingerprints-and-clusters): a test that fails in another way than before is a " +
    "regression too.",
    table(["flag", "variable", "meaning"], DIFF_FLAGS.map(flagRow)),
    "The baseline is found before the run begins, so `latest` is never the run itself. One that is missing " +
    "or corrupt is exit 2, and nothing is run. A lone `summary.json` is compared as far as it goes: it " +
    "names only what failed.",
    "## The answer",
    table(
      ["`status`", "when"],
      Object.entries(STATUSES).map(([status, when]) => [code(status), when]),
    ),
    "`comparable.is_complete` is false where a part of one run is missing; the reasons are beside it. " +
    "Read it with the answer: `stable` then says only that nothing is known to be worse.",
    "## What becomes of a test",
    table(["kind", "severity", "meaning"], TRIAGE_KINDS.map(kindRow)),
    "The severity is that of a required suite, and behind the slash of any other.",
    "By state, the new run's in the rows, the baseline's in the columns; `excused` fails in quarantine:",
    table(
      ["", ...TRIAGE_STATES],
      TRIAGE_STATES.map((after) => [
        after,
        ...TRIAGE_STATES.map((before) => TRIAGE_RULES[after][before]),
      ]),
    ),
    list([
      "`compare`: both fail. With the same fingerprint the failure is known, with another one it changed. " +
      "Where one run has no fingerprint (an older record), the same outcome must do, and that is said.",
      "A test is called vanished, or new, only where the other run tells all tests of its suite. A suite " +
      "that crashed, was lost, not run, cut short, sharded otherwise or ran in a reduced form does not: " +
      "its tests are *not told*.",
      "Where an id occurs several times, each failing line of the new run counts and the best one of the " +
      "baseline: a repetition hides nothing.",
      "`slower` needs three times the duration and a second more, after the slowdown of the run as a whole " +
      "is taken out. There is one sample on each side, so it is a hint and never a regression.",
      "A run is no evidence of flakiness in which most tests failed, a process or container died, a suite " +
      "hung, or that was interrupted: `comparable.usable_for_flakiness` is false, and flaky changes are " +
      "not told.",
    ]),
    "## `--only-regressions`",
    "The verdict is that of the run without the failures that are known. It makes nothing else green: " +
    "what is unproven, incomplete, lost or crashed stays so. A suite is excused only where all of this holds:",
    list([
      "it `failed`: no crash, no deadline, nothing lost or cut,",
      "every failure that it counts is a test that failed in the baseline with the same fingerprint,",
      "its tool ended with the exit code of the baseline;",
      "or it is a check that failed in the baseline with that exit code (what it says is not compared).",
    ]),
    `\`\`\`text\n${ONLY_REGRESSIONS}\n\`\`\``,
    "A failure that quarantine excused in the baseline and excuses no more is new: an expired entry must " +
    "bite. A test that vanished, or is skipped now, fails nothing, and is told in capitals: look at it.",
    "## How sure it is",
    "Ids are compared by a keyed 64-bit hash, whose key is drawn for each comparison. A failure counts as " +
    "known only where a second one under another key agrees: that two different tests do so by chance has " +
    "a probability of one in 2¹²⁸ for each pair of failures, so a new failure is not hidden by it. Among a " +
    "million tests on each side, a passing test is taken for another one with a probability of about " +
    "5·10⁻⁸, which shows in counts of fixed, vanished and new tests alone.",
  ]);
}

/** A run that broke one test, mended another one, and left a third as it was. */
const EXAMPLE = `$ deno run -A ../qa-gate/scripts/qa/qa_gate.ts --diff-from 20261120T175745Z-5d74bf
…
FAILED  1 of 2 suites passed; tests: 2 failed, 4 passed; 1.1s in container; exit 1
why: unit: 2 of 6 tests failed (exit code 1)
…
  unit::tests/test_cart.py::tests.test_cart::test_empty_cart
    ValueError: max() arg is an empty sequence (tests/test_cart.py:13)
    passed in the run before
  unit::tests/test_orders.py::tests.test_orders::test_order_is_placed[none at all]
    ValueError: cannot order -1 of anything (tests/test_orders.py:9)
    failing since 2026-11-20, 3 runs before this one
since 20261120T175745Z-5d74bf: regression (1 new failure, 1 known failure, 1 fixed)
  new failure: unit::tests/test_cart.py::tests.test_cart::test_empty_cart: ValueError: max() arg is an empty sequence
new ones: cd /home/you/shop && deno run -A /home/you/qa-gate/scripts/qa/replay.ts /home/you/shop/outputs/qa/logs/20261120T175808Z-947255/summary.json --test unit::tests/test_cart.py::tests.test_cart::test_empty_cart
…`;

/** The run after it, with the new failure mended. */
const ONLY_REGRESSIONS =
  `$ deno run -A ../qa-gate/scripts/qa/qa_gate.ts --diff-from 20261120T175745Z-5d74bf --only-regressions
…
PASSED  1 of 2 suites passed; tests: 1 failed, 5 passed; 1.3s in container
why: no regression; not counted, because it was so in 20261120T175745Z-5d74bf: 1 known failure in unit
since 20261120T175745Z-5d74bf: known failures only (1 known failure, 1 fixed)
files: outputs/qa/logs/20261120T175810Z-16cb8b`;

const STATUSES: Readonly<Record<TriageStatus, string>> = {
  regression:
    "a test fails that did not, or in another way than before; or a suite failed for a reason " +
    "that its tests do not tell",
  known_failures_only: "no regression, and something still fails as before",
  improved: "nothing fails, something got better, nothing vanished, and both runs tell all",
  stable: "none of these",
};

const MEANINGS: Readonly<Record<TriageKind, string>> = {
  "new-failure": "it fails, and did not in the baseline: a regression",
  "changed-failure": "it failed before too, in another way: a regression",
  "vanished": "its suite does not tell it any more; never called fixed",
  "no-longer-run": "it ran in the baseline, and is skipped now; never called fixed",
  "new-flaky": "it passed only when it was tried again",
  "known-failure": "it fails as before",
  "quarantined": "it fails, and quarantine excuses it; no regression",
  "slower": "it takes much longer than the run as a whole explains",
  "new-test": "the baseline does not have it",
  "no-longer-flaky": "it passed at once; a single pass proves little",
  "fixed": "it failed, and passes",
};

function kindRow(kind: TriageKind): readonly string[] {
  const { required, optional } = TRIAGE_RANKS[kind];
  return [
    code(kind),
    required === optional ? required : `${required} / ${optional}`,
    MEANINGS[kind],
  ];
}

function code(word: string): string {
  return `\`${word}\``;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
