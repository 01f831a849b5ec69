import { assertEquals } from "@std/assert";
import { type EvidenceFacts, isEvidenceOfFlakiness } from "../../../lib/classify/judge_evidence.ts";
import { greenRecord, NO_DOCKER, redRecord } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const FINE: EvidenceFacts = {
  suites: [{ name: "unit", outcome: "passed" }],
  counts: { executed: 100, failed: 2, quarantined: 1 },
  verdict: "failed",
  fallback: null,
};

Deno.test("isEvidenceOfFlakiness() believes an ordinary run, red or green, and one without an engine", () => {
  assertEquals(isEvidenceOfFlakiness(FINE), { isEvidence: true, reasons: [] });
  assertEquals(isEvidenceOfFlakiness(greenRecord()).isEvidence, true);
  assertEquals(isEvidenceOfFlakiness(redRecord()).isEvidence, true);
  assertEquals(isEvidenceOfFlakiness({ ...FINE, fallback: NO_DOCKER }).isEvidence, true);
  const few = { executed: 3, failed: 3, quarantined: 0 };
  assertEquals(isEvidenceOfFlakiness({ ...FINE, counts: few }).isEvidence, true);
});

const doubts: readonly (readonly [string, Partial<EvidenceFacts>, string])[] = [
  [
    "most tests failed",
    { counts: { executed: 10, failed: 5, quarantined: 1 } },
    "6 of 10 tests failed at once",
  ],
  [
    "more failed than anybody looks at",
    { counts: { executed: 1_000_000, failed: 1001, quarantined: 0 } },
    "1001 of 1000000 tests failed at once",
  ],
  ["nothing ran", { counts: { executed: 0, failed: 0, quarantined: 0 } }, "no test ran"],
  ["a worker died", { crashed: 1 }, "the process of a test died"],
  ["workers died", { crashed: 2 }, "the processes of 2 tests died"],
  [
    "a suite broke",
    { suites: [{ name: "e2e", outcome: "crashed" }] },
    "suite e2e ended as crashed",
  ],
  [
    "the container was lost",
    { fallback: { at: "midway" } },
    "its container was lost while tests ran",
  ],
  ["somebody interrupted it", { verdict: "cancelled" }, "it was interrupted"],
];
for (const [what, changes, reason] of doubts) {
  Deno.test(`isEvidenceOfFlakiness() does not believe a run in which ${what}`, () => {
    const judged = isEvidenceOfFlakiness({ ...FINE, ...changes });
    assertEquals(judged, { isEvidence: false, reasons: [reason] });
  });
}

Deno.test("isEvidenceOfFlakiness() finds dead workers among the named failures of a record", () => {
  const record = redRecord([sampleTest({ outcome: "crashed" })]);
  assertEquals(isEvidenceOfFlakiness(record).reasons, ["the process of a test died"]);
});
