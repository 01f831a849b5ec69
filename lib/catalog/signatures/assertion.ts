import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN } from "./replay_templates.ts";

const ASSERTION = {
  class: "assertion",
  read: ["tests.jsonl", "failures"],
  remedy: [
    "Read what was expected and what came, at the line that the first assertion names",
    "Decide which is right, and change the code or the test",
    "See what changed since it passed: --diff-from an earlier record",
  ],
  replay: AGAIN,
  disproof: "Expected and actual value are equal when the line is run by hand",
} as const;

/** A test's own claim about the code does not hold. */
export const ASSERTION_ROWS: readonly SignatureRow[] = [
  {
    ...ASSERTION,
    id: "assertion-python",
    title: "a Python assertion failed",
    texts: [
      { pattern: /^(?:[\w.]{1,60}\.)?AssertionError(?:$|: )/ },
      { pattern: /^assert \S/ },
      { pattern: /^Failed: (?!Timeout [>(])/ },
      { pattern: /^(?:Assertion Failed: |ASSERT FAILED: )/ },
      { pattern: /^\S{1,300}\.py:\d{1,7}: AssertionError$/, weight: 0.8 },
    ],
    weight: 6,
    specimens: [
      {
        text:
          ">       assert status == 200\nE       assert 404 == 200\n\ntest_many.py:4: AssertionError",
      },
      { text: "E       AssertionError: expected 200 but got 404\nE       assert 404 == 200" },
      { text: "AssertionError: 1 != 2" },
      { text: "E       AssertionError: 'HTTP Error 401: Unauthorized' != 'ok'" },
      { text: "E       Failed: DID NOT RAISE <class 'ValueError'>" },
      {
        text:
          "E       AssertionError: assert 'java.lang.OutOfMemoryError: Java heap space' in 'ok'",
      },
      { text: "      Assertion Failed: expected 200 but got 404", runner: "behave" },
    ],
    counterSpecimens: [{ text: "E   Failed: Timeout >1.0s" }],
  },
  {
    ...ASSERTION,
    id: "assertion-javascript",
    title: "a JavaScript assertion failed",
    texts: [
      { pattern: /^AssertionError \[ERR_ASSERTION\]: / },
      {
        pattern:
          /^AssertionError: expected .{1,300} to (?:be|equal|deeply|contain|have|include|match|throw|strictly)\b/,
        weight: 1.1,
      },
      {
        pattern:
          /^(?:Error: )?expect\(.{0,80}\)(?:\.not|\.resolves|\.rejects)?\.(?!toMatch(?:Inline|Aria|File)?Snapshot|toHaveScreenshot|toThrowErrorMatching)\w/,
      },
      { pattern: /^(?:error: ')?\S{1,60}(?: == | === | !== | != )\S{1,60}'?$/, weight: 0.7 },
      { pattern: /^code: 'ERR_ASSERTION'/, weight: 0.9 },
      { pattern: /^Difference \(- actual, \+ expected\):/, weight: 0.9 },
      { pattern: /^Expected .{1,300} to (?:be|equal|contain|have|match|throw)\b/ },
    ],
    weight: 6,
    specimens: [
      {
        text:
          "expect(received).toBe(expected) // Object.is equality\n\nExpected: 200\nReceived: 404",
      },
      { text: "AssertionError: expected 404 to be 200 // Object.is equality" },
      { text: "AssertionError [ERR_ASSERTION]: expected 200 but got 404" },
      { text: "  error: '404 == 200'\n  code: 'ERR_ASSERTION'\n  name: 'AssertionError'" },
      {
        text:
          'Error: expect(locator).toHaveText(expected) failed\n\nLocator:  locator(\'p\')\nExpected: "b"\nReceived: "a"',
      },
      {
        text:
          "Error: expect(locator).toBeVisible() failed\n\nLocator: locator('#x')\nExpected: visible\nTimeout: 800ms",
      },
    ],
    counterSpecimens: [
      { text: "expect(received).toMatchSnapshot()\n\nSnapshot name: `snapf 1`" },
    ],
  },
  {
    ...ASSERTION,
    id: "assertion-compiled",
    title: "an assertion of Rust, Go, C or the JVM failed",
    texts: [
      { pattern: /^(?:Expected: |Actual: |expected: |actual: |got: )/, weight: 0.5 },
      { pattern: /^expected \[.{0,200}\] but found \[/ },
      { pattern: /^Condition not satisfied:$/ },
      { pattern: /^(?:REQUIRE|CHECK|REQUIRE_THAT|CHECK_THAT)\( .{0,200} \)$/ },
      { pattern: /^Expected equality of these values:/ },
      { pattern: /\bRSpec::Expectations::ExpectationNotMetError\b|\bMinitest::Assertion\b/ },

      { pattern: /^Failed asserting that / },
      { pattern: /^Assertion with \S{1,3} failed$/ },
      { pattern: /^\d{1,6}\) Failure:$/ },
      { pattern: /^Failure\/Error: (?:expect|assert)/ },
      { pattern: /^Failed test '/ },
      { pattern: /^\S{1,80} = .{1,200}, (?:want|expected) / },

      { pattern: /^assertion `.{1,100}` failed/ },
      { pattern: /^assertion failed: / },
      { pattern: /\bassertion failed: `\(left/, weight: 0.9 },
      { pattern: /^note: test did not panic as expected/ },
      {
        pattern:
          /^(?:got |want |expected |wanted ).{1,300}\b(?:got|want|wanted|but|was|received)\b/,
      },
      {
        pattern:
          /^(?:java\.lang\.AssertionError|(?:[\w.$]{1,80}\.)?(?:AssertionFailedError|ComparisonFailure|MultipleFailuresError))(?:$|: )/,
      },
      { pattern: /^expected: ?<.{0,200}> but was: ?</ },
      { pattern: /: Assertion `.{1,300}' failed\.$/ },
      { pattern: /^`.{1,300}' failed(?: with status \d{1,3})?$/, weight: 0.9 },
      { pattern: /^Error Trace:/, weight: 0.7 },
    ],
    weight: 7.5,
    specimens: [
      {
        text:
          "#   Failed test 'total'\n#   at shop.t line 3.\n#          got: '3'\n#     expected: '4'",
      },
      { text: "Failed asserting that 3 is identical to 4." },
      { text: "    shop_test.go:9: total = 3, want 4", runner: "go" },

      {
        text:
          "thread 'eq' (16655) panicked at tests/t.rs:2:17:\nassertion `left == right` failed\n  left: 404\n right: 200",
      },
      {
        text:
          "assertion `left == right` failed: expected 200 but got 404\n  left: 404\n right: 200",
        kind: "message",
        runner: "cargo",
      },
      { text: "thread 'ok' (16660) panicked at tests/t.rs:4:17:\nassertion failed: false" },
      { text: "    t_test.go:3: expected 200 but got 404", runner: "go" },
      { text: "    t_test.go:4: got 1, want 2", runner: "go" },
      { text: 'Exception in thread "main" java.lang.AssertionError: no' },
      { text: "c: c.c:8: main: Assertion `404==200' failed.", kind: "stderr", exitCode: 134 },
      { text: '#   `[ "$status" -eq 200 ]\' failed', runner: "bats" },
    ],
    counterSpecimens: [
      {
        text:
          "thread 'unwrap_none' (16673) panicked at tests/t.rs:6:81:\ncalled `Option::unwrap()` on a `None` value",
      },
    ],
  },
];
