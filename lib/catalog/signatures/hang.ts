import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

const HANG = {
  class: "hang",
  read: ["exit.json", "stdout.log", "stderr.log"],
  remedy: [
    "Look at the last lines of its output for the test that never ended",
    "Take its stacks while it hangs: faulthandler, jstack, SIGQUIT for Go",
    "Close what the test opens: timers, servers, threads, child processes",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "It ends by itself when it is given more time",
} as const;

/** Nothing more could happen, or nothing more did. */
export const HANG_ROWS: readonly SignatureRow[] = [
  {
    ...HANG,
    id: "hang-silent",
    title: "no output for most of the time it was given",
    texts: [],
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "hang" }],
    weight: 8,
    specimens: [
      { text: "", timedOut: true, artifacts: { "exit.json": { findings: [{ class: "hang" }] } } },
    ],
    counterSpecimens: [{ text: "", timedOut: true }],
  },
  {
    ...HANG,
    id: "hang-deadlock",
    title: "everything waits for everything else",
    texts: [
      { pattern: /\bNo live threads left\. Deadlock\?/ },

      { pattern: /^fatal error: all goroutines are asleep - deadlock!/ },
      { pattern: /^Found (?:one|\d+) Java-level deadlocks?:/ },
      { pattern: /^ERROR: {1,2}deadlock detected/ },
    ],
    weight: 9,
    specimens: [
      { text: "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [semacquire]:" },
      { text: 'Found one Java-level deadlock:\n=============================\n"main":' },
    ],
    counterSpecimens: [{ text: "fatal error: concurrent map writes" }],
  },
  {
    ...HANG,
    id: "hang-promise-pending",
    title: "a promise that nothing can resolve any more",
    texts: [
      { pattern: /Promise resolution is still pending but the event loop has already resolved/ },
      { pattern: /^(?:error: )?Top-level await promise never resolved/ },
      { pattern: /^Warning: Detected unsettled top-level await/ },
    ],
    weight: 9,
    specimens: [
      {
        text:
          "  error: 'Promise resolution is still pending but the event loop has already resolved'\n  code: 'ERR_TEST_FAILURE'",
        runner: "node",
      },
      { text: "error: Top-level await promise never resolved\nawait new Promise(()=>{});" },
    ],
    counterSpecimens: [{ text: "test timed out after 50ms" }],
  },
  {
    ...HANG,
    id: "hang-open-handles",
    title: "the tests are done and something keeps the process alive",
    texts: [
      { pattern: /^Timeout \(\d{1,3}:\d\d:\d\d(?:\.\d{1,6})?\)!$/ },
      { pattern: /^Failed to exit when running / },

      { pattern: /^Jest did not exit one second after the test run has completed/ },
      {
        pattern:
          /^Jest has detected the following \d+ open handles? potentially keeping Jest from exiting/,
      },
      { pattern: /^close timed out after \d+ms$/ },
      {
        pattern: /^Timed out waiting \d{1,9}(?:\.\d+)?s for the (?:entire )?test suite to run/,
        weight: 0.8,
      },
    ],
    weight: 8,
    specimens: [
      {
        text: "Jest did not exit one second after the test run has completed.",
        kind: "stderr",
        runner: "jest",
      },
      {
        text:
          "Jest has detected the following 1 open handle potentially keeping Jest from exiting:",
        kind: "stderr",
        runner: "jest",
      },
    ],
    counterSpecimens: [{ text: "Exceeded timeout of 100 ms for a test." }],
  },
];
