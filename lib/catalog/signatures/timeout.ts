import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

const TIMEOUT = {
  class: "timeout",
  read: ["exit.json", "stdout.log"],
  remedy: [
    "See how long the test takes alone: replay it with --test",
    "Give it more time where slowness is its nature: --timeout, or the test's own limit",
    "Replace waiting for a time by waiting for what the test needs",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "It fails in the same place with ten times the time",
} as const;

/** A limit of time passed. */
export const TIMEOUT_ROWS: readonly SignatureRow[] = [
  {
    ...TIMEOUT,
    id: "timeout-suite-deadline",
    title: "the suite's own deadline passed",
    texts: [],
    timedOut: true,
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "timeout" }],
    weight: 6,
    specimens: [{ text: "", timedOut: true }],
    counterSpecimens: [{ text: "Failed: Timeout >1.0s", timedOut: false }],
  },
  {
    ...TIMEOUT,
    id: "timeout-test-limit",
    title: "a test took longer than the runner allows",
    texts: [
      { pattern: /^Error: Timeout - Async function did not complete within / },
      { pattern: /\(ExUnit\.TimeoutError\) / },
      { pattern: /^(?:Exited because no new tests completed|Timed out while running tests)/ },
      { pattern: /\bTimed out (?:in waitFor\.|retrying after \d)/, weight: 0.9 },

      { pattern: /^(?:hypothesis\.errors\.)?DeadlineExceeded: Test took / },
      { pattern: /^Error: Timed out waiting \d{1,9}ms from config\.webServer/ },
      { pattern: /\bMaximum execution time of \d{1,7} seconds? exceeded/ },

      { pattern: /^Failed: Timeout [>(]/ },
      { pattern: /^\+{9,99}\+ Timeout \+/, weight: 0.9 },
      { pattern: /^(?:Error: )?(?:[\w.]{1,60}: )?Test timeout of \d+ms exceeded/ },
      { pattern: /^Error: Timeout of \d+ms exceeded\. For async tests and hooks/ },
      { pattern: /^(?:thrown: "|Error: )?Exceeded timeout of \d+ ms for a (?:test|hook)/ },
      { pattern: /^(?:Error: )?(?:Test|Hook) timed out in \d+ms/ },
      { pattern: /^panic: test timed out after \d/ },
      { pattern: /^(?:error: ')?test timed out after \d+ms/ },
      { pattern: /^"(?:before|after)(?:All|Each)?" hook timeout of \d+ms exceeded/ },
      { pattern: /^(?:[\w.]{1,60}\.)?TimeoutException: \S{1,200} timed out after / },
    ],
    weight: 9,
    specimens: [
      { text: "E   Failed: Timeout >1.0s\n\ntest_many.py:14: Failed", runner: "pytest" },
      {
        text:
          "Test timeout of 1500ms exceeded.\n\n    Error: page.click: Test timeout of 1500ms exceeded.",
      },
      {
        text:
          'Error: Timeout of 50ms exceeded. For async tests and hooks, ensure "done()" is called; if returning a Promise, ensure it resolves.',
      },
      { text: 'thrown: "Exceeded timeout of 100 ms for a test.' },
      {
        text:
          'Error: Test timed out in 100ms.\nIf this is a long-running test, pass a timeout value as the last argument or configure it globally with "testTimeout".',
      },
      { text: "panic: test timed out after 1s\n\ngoroutine 5 [running]:", runner: "go" },
      { text: "  error: 'test timed out after 50ms'\n  code: 'ERR_TEST_FAILURE'", runner: "node" },
    ],
    counterSpecimens: [
      { text: "AssertionError: assert 'Test timed out in 100ms' == 'ok'" },
      { text: "Error: expect(locator).toBeVisible() failed\n\nTimeout: 800ms" },
    ],
  },
  {
    ...TIMEOUT,
    id: "timeout-operation",
    title: "something the test waited for took too long",
    texts: [
      { pattern: /\bTimeout::Error: |\bNet::OpenTimeout\b|\bNet::ReadTimeout\b/ },
      { pattern: /\bLock wait timeout exceeded\b/ },
      { pattern: /\bi\/o timeout$/ },
      { pattern: /\bdeadline has elapsed\b/ },
      {
        pattern: /\bResponseTimeout|\bRequestTimeout|\btimeout of \d{1,9}ms exceeded\b/,
        weight: 0.9,
      },
      { pattern: /\bRead timed out\b/, weight: 0.55 },

      { pattern: /^AxiosError: timeout of \d{1,9}ms exceeded/ },
      { pattern: /^(?:AbortError: )?The operation was aborted due to timeout/ },
      { pattern: /\bcanceling statement due to (?:statement|lock) timeout/ },
      { pattern: /^npm (?:error|ERR!) network timeout at: / },

      { pattern: /^(?:[\w.]{1,60}\.)?TimeoutExpired: Command .{0,400} timed out after / },
      { pattern: /^(?:[\w.]{1,60}\.)?TimeoutError(?:$|: (?!\[Errno 110\]))/ },
      { pattern: /^TimeoutError: [\w.]{1,60}: Timeout \d+ms exceeded/ },
      { pattern: /^DOMException \[TimeoutError\]: / },
      { pattern: /\bcontext deadline exceeded\b/ },
      { pattern: /^(?:[\w.]{1,60}\.)?(?:SocketTimeoutException: |TimeoutException(?:$|: ))/ },
      { pattern: /\b(?:ReadTimeout|ConnectTimeout)(?:Error)?: /, weight: 0.9 },
      { pattern: /^ERROR: {1,2}canceling statement due to (?:statement|lock) timeout/ },
      { pattern: /^(?:[\w.]{1,60}\.)?OperationalError: database is locked/, weight: 0.9 },
      { pattern: /^curl: \(28\) / },
    ],
    weight: 7,
    specimens: [
      { text: "AxiosError: timeout of 300ms exceeded", runner: "jest" },

      {
        text:
          "subprocess.TimeoutExpired: Command '['sleep', '5']' timed out after 0.09998827199888183 seconds",
      },
      { text: "TimeoutError: timed out" },
      {
        text:
          "TimeoutError: page.click: Timeout 300ms exceeded.\nCall log:\n  - waiting for locator('#nope')",
      },
      { text: "DOMException [TimeoutError]: The operation was aborted due to timeout" },
      { text: "    t_test.go:12: context deadline exceeded", runner: "go" },
      { text: 'Exception in thread "main" java.net.SocketTimeoutException: Read timed out' },
      { text: "ERROR:  canceling statement due to statement timeout" },
      { text: "sqlite3.OperationalError: database is locked" },
    ],
    counterSpecimens: [{ text: "E       Failed: DID NOT RAISE <class 'TimeoutError'>" }],
  },
  {
    ...TIMEOUT,
    id: "timeout-exit",
    title: "timeout(1) ended the command",
    texts: [],
    exitCodes: [124],
    runners: ["command", "junit"],
    weight: 4,
    specimens: [{ text: "", exitCode: 124, runner: "command" }],
    counterSpecimens: [{ text: "", exitCode: 124, runner: "cargo" }],
  },
];
