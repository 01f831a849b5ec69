import type { DiagnosticAttempt, DiagnosticRun } from "../../lib/model/diagnostic_attempt.ts";
import { tallySamples } from "../../lib/observe/summarize_samples.ts";
import { ALL_REACHED, SAMPLE_SETTINGS, sampleAttempt, sampleFinding } from "./sample_attempt.ts";
import { SAMPLE_PLAN } from "./sample_plan.ts";
import { sampleAt } from "./sample_sample.ts";
import { SAMPLE_TELEMETRY } from "./sample_telemetry.ts";

const [UNIT] = SAMPLE_PLAN.suites;
if (UNIT === undefined) throw new Error("the sample plan has no suite");
const OOM = sampleFinding("oom");
const MORE = { ...SAMPLE_SETTINGS, memoryBytes: 128 * 1024 ** 2 };

const tally = tallySamples();
for (let at = 0; at < 8; at++) tally.add(sampleAt(at * 250, { memory_bytes: at << 20 }));

const FIRST: DiagnosticAttempt = {
  number: 1,
  origin: { remedy: null, change: "", because: null, disproof: "" },
  suite: UNIT,
  execution: null,
  result: sampleAttempt({ findings: [OOM] }),
  oom: { verdict: "main", signals: ["kernel, read inside: 1"] },
  samples: tally.summary(),
  startedAt: "2026-01-02T03:04:05.000Z",
  ...{ durationMs: 1000, classifiedMs: 100, folder: "attempts/1" },
};
const SECOND: DiagnosticAttempt = {
  ...{ ...FIRST, number: 2, folder: "attempts/2", oom: { verdict: "none", signals: [] } },
  origin: {
    ...{ remedy: "raise-memory", change: "memory 64m -> 128m", because: OOM },
    disproof: "It is killed again",
  },
  result: sampleAttempt({ outcome: "passed", reached: ALL_REACHED, settings: MORE }),
};

/** A suite that ran out of memory, and passed with more of it. */
export const SAMPLE_DIAGNOSIS: DiagnosticRun = {
  ...{ runId: "d1", version: "0.1.0", durationMs: 4000, project: "sample", suite: UNIT },
  startedAt: "2026-01-02T03:04:05.000Z",
  endedAt: "2026-01-02T03:04:09.000Z",
  others: ["lint"],
  invocation: ["diagnostic_run.ts", "--image", "x:1", "--attempts", "4", "--memory=64m"],
  attempts: [FIRST, SECOND],
  kept: SECOND,
  end: { kind: "stop", why: "the whole suite ran and passed", needsPeople: false },
  ...{ outcome: "healthy", exitCode: 0, telemetry: SAMPLE_TELEMETRY, noEngine: null },
  warnings: [],
};
