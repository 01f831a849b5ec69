import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_ALONE } from "./replay_templates.ts";

const FLAKY = {
  class: "flaky",
  read: ["tests.jsonl", "attempts.jsonl"],
  remedy: [
    "Replay it several times, alone and among the others: which of the two fails?",
    "Name the kind of flake (timing, environment, network, resources, order) and mend that",
    "Until then quarantine it, with an owner and a day",
  ],
  replay: AGAIN_ALONE,
  disproof: "It fails, or passes, every time in twenty runs of the same commit",
} as const;

/** It failed and passed without a change. */
export const FLAKY_ROWS: readonly SignatureRow[] = [
  {
    ...FLAKY,
    id: "flaky-outcome",
    title: "it failed, and passed when it was tried again",
    texts: [],
    outcomes: ["flaky"],
    weight: 9,
    specimens: [{ text: "", outcome: "flaky" }],
    counterSpecimens: [{ text: "", outcome: "failed" }],
  },
  {
    ...FLAKY,
    id: "flaky-told",
    title: "the tool itself tells of tests that passed when tried again",
    texts: [
      { pattern: /^(?:Flakes: [1-9]|Tests run: .{1,60}, Flakes: [1-9])/ },
      { pattern: /"currentRetry": [1-9]/, weight: 0.7 },
      { pattern: /"invocations":[2-9]/, weight: 0.7 },

      { pattern: /^RERUN \S/, weight: 0.7 },
      {
        pattern: /^(?:={3,60} )?\d{1,9} (?:passed|failed), .{0,80}\d rerun in \d/,
        weight: 0.8,
      },
      { pattern: /^\d{1,9} flaky$/, weight: 1.2 },
      { pattern: /\(retry (?:x|#)\d{1,4}\)/, weight: 0.8 },
      { pattern: /^LOGGING RETRY ERRORS /, weight: 0.9 },
      // Where something failed to the end, that is what the suite failed for.
      { pattern: /^(?:\d{1,9} failed$|Tests: {1,9}\d{1,9} failed|not ok )/, weight: -0.8 },
    ],
    weight: 8,
    specimens: [
      {
        text: "RERUN test_fl.py::test_a\n1 passed, 1 rerun in 0.01s",
        kind: "stdout",
        runner: "pytest",
      },
      { text: "  1 flaky\n    fl.spec.js:2:1 › fl", kind: "stdout", runner: "playwright" },
      { text: " LOGGING RETRY ERRORS  r\n RETRY 1 ", kind: "stderr", runner: "jest" },
    ],
    counterSpecimens: [{ text: "1 passed in 0.01s", kind: "stdout" }],
  },
];
