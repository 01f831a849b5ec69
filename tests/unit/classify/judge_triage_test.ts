import { assertEquals, assertStringIncludes } from "@std/assert";
import { judgeTriage, type TriageFacts } from "../../../lib/classify/judge_triage.ts";
import {
  TRIAGE_KINDS,
  type TriageCounts,
  type TriagedSuite,
  type TriageKind,
} from "../../../lib/model/triage.ts";

const NONE = Object.fromEntries(TRIAGE_KINDS.map((kind) => [kind, 0])) as Record<
  TriageKind,
  number
>;
const BROKEN: TriagedSuite = {
  name: "lint",
  required: true,
  before: "passed",
  after: "failed",
  isRegression: true,
  why: "it failed",
};
const MENDED: TriagedSuite = { ...BROKEN, before: "failed", after: "passed", isRegression: false };

function judge(counts: Partial<TriageCounts>, facts: Partial<TriageFacts> = {}) {
  const all = { ...NONE, ...counts };
  return judgeTriage({ counts: all, suites: [], excused: [], isComplete: true, ...facts });
}

Deno.test("judgeTriage() calls it a regression before anything else", () => {
  assertEquals(judge({ "new-failure": 1, fixed: 9 }).status, "regression");
  assertEquals(judge({ "changed-failure": 1, "known-failure": 9 }).status, "regression");
  assertEquals(judge({ fixed: 1 }, { suites: [BROKEN] }).status, "regression");
  assertEquals(
    judge({ "new-failure": 2, "changed-failure": 1 }).why,
    "2 failures are new, 1 test fails in another way than before",
  );
});

Deno.test("judgeTriage() does not call it improved while something fails as before", () => {
  assertEquals(judge({ "known-failure": 1, fixed: 9 }).status, "known_failures_only");
  assertEquals(judge({ fixed: 9 }, { excused: ["lint"] }).status, "known_failures_only");
});

Deno.test("judgeTriage() calls it improved only where nothing is gone and all was compared", () => {
  assertEquals(judge({ fixed: 1 }).status, "improved");
  assertEquals(judge({ "no-longer-flaky": 1 }).status, "improved");
  assertEquals(judge({}, { suites: [MENDED] }).status, "improved");
  for (const gone of ["vanished", "no-longer-run"] as const) {
    assertEquals(judge({ fixed: 1, [gone]: 1 }).status, "stable");
    assertStringIncludes(judge({ fixed: 1, [gone]: 1 }).why, "1 test is gone");
  }
  assertEquals(judge({ fixed: 1 }, { isComplete: false }).status, "stable");
  assertStringIncludes(judge({}, { isComplete: false }).why, "not all of it could be compared");
});

Deno.test("judgeTriage() calls it stable where nothing matters, slower and flaky tests included", () => {
  for (const kind of ["slower", "new-flaky", "new-test", "quarantined"] as const) {
    assertEquals(judge({ [kind]: 3 }).status, "stable");
  }
  assertEquals(judge({}).status, "stable");
});
