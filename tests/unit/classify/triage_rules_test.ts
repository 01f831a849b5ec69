import { assertEquals } from "@std/assert";
import {
  STATE_OF,
  TRIAGE_RANKS,
  TRIAGE_RULES,
  TRIAGE_STATES,
} from "../../../lib/classify/triage_rules.ts";
import { TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import { QUARANTINED } from "../../../lib/model/test_columns.ts";
import { TRIAGE_KINDS } from "../../../lib/model/triage.ts";

Deno.test("TRIAGE_RULES has an answer for every pair, and each kind has a pair and a rank", () => {
  const rules = TRIAGE_STATES.flatMap((after) =>
    TRIAGE_STATES.map((before) => TRIAGE_RULES[after][before])
  );
  assertEquals(rules.length, 49);
  const told = new Set<string>(rules);
  // Two come from a comparison of failures, one from durations.
  for (const kind of ["changed-failure", "known-failure", "slower"]) told.add(kind);
  for (const kind of TRIAGE_KINDS) {
    assertEquals([told.has(kind), kind in TRIAGE_RANKS], [true, true]);
  }
});

Deno.test("TRIAGE_RULES lets no failure pass as known that was none, and calls nothing gone fixed", () => {
  for (const before of TRIAGE_STATES) {
    const isKnown = before === "failing";
    assertEquals(TRIAGE_RULES.failing[before], isKnown ? "compare" : "new-failure");
    for (const after of ["absent", "skipped", "not-run"] as const) {
      assertEquals(["fixed", "no-longer-flaky"].includes(TRIAGE_RULES[after][before]), false);
    }
  }
});

Deno.test("STATE_OF knows every outcome, with and without quarantine", () => {
  const words = (add: number): readonly string[] =>
    TEST_OUTCOMES.map((_, outcome) => TRIAGE_STATES[STATE_OF[outcome + add]!]!);
  const plain = {
    "passed": "passed",
    "failed": "failing",
    "error": "failing",
    "skipped": "skipped",
    "expected-failure": "passed",
    "unexpected-pass": "failing",
    "timed-out": "failing",
    "crashed": "failing",
    "not-run": "not-run",
    "flaky": "flaky",
  };
  assertEquals(words(0), Object.values(plain));
  assertEquals(
    words(QUARANTINED),
    Object.values(plain).map((word) => word === "failing" ? "excused" : word),
  );
});
