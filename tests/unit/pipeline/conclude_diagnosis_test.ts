import { assertEquals } from "@std/assert";
import { concludeDiagnosis } from "../../../lib/pipeline/conclude_diagnosis.ts";
import type { AttemptResult } from "../../../lib/model/remedy.ts";
import type { Fallback } from "../../../lib/model/verdict.ts";
import {
  ALL_REACHED,
  SAMPLE_SETTINGS,
  sampleAttempt,
  sampleFinding,
} from "../../support/sample_attempt.ts";
import { SAMPLE_DIAGNOSIS } from "../../support/sample_diagnostic_run.ts";

const END = SAMPLE_DIAGNOSIS.end;
const GONE: Fallback = {
  ...{ reason: "daemon-unreachable", detail: "no engine", hint: "start it", at: "preflight" },
};
const conclude = (
  results: readonly Partial<AttemptResult>[],
  fallback: Fallback | null = null,
  interruptedBy: "SIGINT" | "SIGTERM" | null = null,
) => {
  const attempts = results.map((result, at) => ({
    ...SAMPLE_DIAGNOSIS.attempts[0]!,
    number: at + 1,
    result: sampleAttempt(result),
  }));
  const done = concludeDiagnosis({ attempts, end: END, fallback, refused: null }, interruptedBy);
  return [done.outcome, done.exitCode, done.kept?.number ?? null];
};
const PASSED = { outcome: "passed", reached: ALL_REACHED } as const;
const targets = [{ file: "a", class: "", name: "" }];
const PART = { ...PASSED, settings: { ...SAMPLE_SETTINGS, targets } };

Deno.test("concludeDiagnosis() keeps the last whole attempt, else a part that ran clean", () => {
  assertEquals(conclude([PASSED]), ["healthy", 0, 1]);
  assertEquals(conclude([{ ...PASSED, outcome: "failed" }]), ["tests-fail", 0, 1]);
  const died = {
    outcome: "crashed",
    reached: ALL_REACHED,
    findings: [sampleFinding("oom")],
  } as const;
  assertEquals(conclude([{}, PART, died]), ["partly", 0, 2]);
  assertEquals(conclude([{}, died]), ["partly", 0, 2]);
});

Deno.test("concludeDiagnosis() tells the environment's fault from a suite that cannot be mended", () => {
  const started = { ...SAMPLE_DIAGNOSIS.attempts[0]!.result, findings: [sampleFinding("daemon")] };
  assertEquals(conclude([started], GONE).slice(0, 2), ["no-engine", 3]);
  assertEquals(conclude([], GONE), ["no-engine", 3, null]);
});

Deno.test("concludeDiagnosis() ends an interrupted diagnosis as its signal says", () => {
  assertEquals(conclude([PASSED], null, "SIGINT"), ["cancelled", 130, 1]);
  assertEquals(conclude([], null, "SIGTERM"), ["cancelled", 143, null]);
});
