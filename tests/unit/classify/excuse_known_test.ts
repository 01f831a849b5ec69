import { assertEquals } from "@std/assert";
import { excuseKnown, tellExcused } from "../../../lib/classify/excuse_known.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleCounts, sampleTriage } from "../../support/sample_triage.ts";

const { suites } = redRecord();
const KNOWN = sampleTriage({
  status: "known_failures_only",
  counts: sampleCounts({ "known-failure": 3 }),
  onlyRegressions: true,
  excused: ["unit"],
});
const GREEN = { verdict: "passed", exitCode: 0, why: "2 suites passed" } as const;

Deno.test("excuseKnown() lets known failures decide nothing, only where that is asked for", () => {
  const outcomes = (triage: Parameters<typeof excuseKnown>[1]) =>
    excuseKnown(suites, triage).map(({ outcome }) => outcome);
  assertEquals(outcomes(KNOWN), ["passed", "passed"]);
  assertEquals(outcomes({ ...KNOWN, onlyRegressions: false }), ["failed", "passed"]);
  assertEquals(outcomes({ ...KNOWN, excused: [] }), ["failed", "passed"]);
  assertEquals(outcomes(null), ["failed", "passed"]);
});

Deno.test("tellExcused() says what a green answer leaves out, and does not call it passed", () => {
  const words = "not counted, because it was so in 20261119T100000Z-000001: " +
    "3 known failures in unit";
  assertEquals(tellExcused(GREEN, suites, KNOWN), { ...GREEN, why: `no regression; ${words}` });
  const degraded = { verdict: "degraded", exitCode: 0, why: "the failsafe set passed" } as const;
  assertEquals(
    tellExcused(degraded, suites, KNOWN).why,
    `the failsafe set passed; ${words}`,
  );
  const red = { verdict: "failed", exitCode: 1, why: "lint: exit code 1" } as const;
  assertEquals(tellExcused(red, suites, KNOWN), { ...red, why: `lint: exit code 1; ${words}` });
});

Deno.test("tellExcused() leaves an answer alone in which nothing is excused", () => {
  assertEquals(tellExcused(GREEN, suites, null), GREEN);
  assertEquals(tellExcused(GREEN, suites, { ...KNOWN, excused: [] }), GREEN);
  assertEquals(tellExcused(GREEN, suites, { ...KNOWN, onlyRegressions: false }), GREEN);
});
