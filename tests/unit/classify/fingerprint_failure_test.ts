import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import {
  type FailureIdentity,
  fingerprintFailure,
} from "../../../lib/classify/fingerprint_failure.ts";
import long from "../../../fixtures/traces/pytest/long.xml" with { type: "text" };
import vitest from "../../../fixtures/traces/vitest/report.xml" with { type: "text" };
import cargo from "../../../fixtures/runners/cargo/fail/stdout.txt" with { type: "text" };
import traced from "../../../fixtures/runners/cargo/both/output.txt" with { type: "text" };
import jest from "../../../fixtures/runners/jest/outcomes/report.jsonl" with { type: "text" };
import xunit1 from "../../../fixtures/runners/pytest/xunit1/report.xml" with { type: "text" };
import xunit2 from "../../../fixtures/runners/pytest/outcomes/report.xml" with { type: "text" };
import first from "../../../fixtures/runners/pytest/flaky/first.xml" with { type: "text" };
import second from "../../../fixtures/runners/pytest/flaky/second.xml" with { type: "text" };
import { describeFailure } from "../../../lib/classify/describe_failure.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readLibtest } from "../../../lib/formats/read_libtest.ts";
import { readReporter } from "../../../lib/formats/read_reporter.ts";
import type { ReportReader } from "../../../lib/model/report_reading.ts";
import { readFailing } from "../../support/read_failing.ts";

const FAILURE: FailureIdentity = {
  type: "ValueError",
  message: "negative: -1",
  file: "src/shop.py",
  function: "check",
  test: "tests.test_a test_x",
  bases: [],
};

function changed(changes: Partial<FailureIdentity>): boolean {
  return fingerprintFailure({ ...FAILURE, ...changes }) !== fingerprintFailure(FAILURE);
}

Deno.test("fingerprintFailure() makes 16 hexadecimal digits", () => {
  assertMatch(fingerprintFailure(FAILURE), /^[0-9a-f]{16}$/);
});

Deno.test("fingerprintFailure() tells by type, message, file and function, not by the test that met it", () => {
  assertEquals(changed({ type: "KeyError" }), true);
  assertEquals(changed({ message: "negative: -2" }), true);
  assertEquals(changed({ file: "src/other.py" }), true);
  assertEquals(changed({ function: "other" }), true);
  assertEquals(changed({ test: "tests.test_b test_y" }), false);
  assertEquals(changed({ type: "builtins.ValueError" }), false);
});

Deno.test("fingerprintFailure() takes an error of the surroundings for one wherever it is met", () => {
  const refused = { type: "ConnectionRefusedError", message: "[Errno 111] Connection refused" };
  const here = fingerprintFailure({ ...FAILURE, ...refused });
  assertEquals(fingerprintFailure({ ...FAILURE, ...refused, file: "b.py", function: "g" }), here);
  const missing = { type: "ModuleNotFoundError", message: "No module named 'x'" };
  assertEquals(
    fingerprintFailure({ ...FAILURE, ...missing, file: "b.py", function: "<module>" }),
    fingerprintFailure({ ...FAILURE, ...missing }),
  );
  const there = { ...refused, message: "connect ECONNREFUSED 10.0.0.2:6379" };
  assertNotEquals(fingerprintFailure({ ...FAILURE, ...there }), here);
});

Deno.test("fingerprintFailure() keeps comparisons in functions without a name apart by their tests", () => {
  const nameless = {
    ...FAILURE,
    type: "AssertionError",
    message: "1 == 2",
    function: "Context.<anonymous>",
  };
  const other = { ...nameless, test: "tests.test_b test_y" };
  assertNotEquals(fingerprintFailure(nameless), fingerprintFailure(other));
  const [one, two] = ["a", "b::c"].map((example) =>
    fingerprintFailure({ ...nameless, test: `tests.test_a test_x[${example}]` })
  );
  assertEquals(one, two);
  const hook = { ...nameless, type: "Error", message: "hook broke" };
  assertEquals(fingerprintFailure(hook), fingerprintFailure({ ...hook, test: "another" }));
});

interface Told {
  readonly report: string;
  readonly reader: ReportReader;
  readonly runner: string;
  readonly name: string;
}

const PYTEST = { reader: readJunit, runner: "pytest" };
const CARGO = { reader: readLibtest, runner: "cargo" };
const JEST = { report: jest, reader: readReporter, runner: "jest" };
const VITEST = { report: vitest, reader: readJunit, runner: "vitest" };

/** Failures that tools really told, two by two. */
const PAIRS: readonly (readonly [same: boolean, why: string, a: Told, b: Told])[] = [
  [true, "two tests fail in one helper", { ...PYTEST, report: long, name: "test_in_helper" }, {
    ...PYTEST,
    report: long,
    name: "test_in_helper_again",
  }],
  [true, "one test fails in two runs", { ...PYTEST, report: first, name: "test_never" }, {
    ...PYTEST,
    report: second,
    name: "test_never",
  }],
  [true, "a method's object has another address, in another form of the report", {
    ...PYTEST,
    report: xunit1,
    name: "test_method",
  }, { ...PYTEST, report: xunit2, name: "test_method" }],
  [true, "a backtrace is there or not", { ...CARGO, report: cargo, name: "tests::adds_wrong" }, {
    ...CARGO,
    report: traced,
    name: "tests::adds_wrong",
  }],
  [true, "one fixture breaks for two tests", {
    ...PYTEST,
    report: xunit1,
    name: "test_teardown_error",
  }, { ...PYTEST, report: xunit2, name: "test_teardown_error" }],
  [false, "the values differ", { ...PYTEST, report: long, name: "test_each[1]" }, {
    ...PYTEST,
    report: long,
    name: "test_each[2]",
  }],
  [false, "it is called through another function", {
    ...PYTEST,
    report: long,
    name: "test_in_library",
  }, {
    ...PYTEST,
    report: long,
    name: "test_in_library_through_helper",
  }],
  [false, "setup and teardown break", { ...PYTEST, report: xunit1, name: "test_setup_error" }, {
    ...PYTEST,
    report: xunit1,
    name: "test_teardown_error",
  }],
  [false, "the assertions differ", { ...CARGO, report: cargo, name: "tests::adds_wrong" }, {
    ...CARGO,
    report: cargo,
    name: "prints",
  }],
  [false, "expected and received differ", { ...JEST, name: "fails" }, { ...JEST, name: "twice" }],
  [false, "the cause differs from an error alone", { ...VITEST, name: "in a helper" }, {
    ...VITEST,
    name: "with a cause",
  }],
];

for (const [same, why, a, b] of PAIRS) {
  Deno.test(`fingerprintFailure() is ${same ? "one" : "not one"} where ${why}`, async () => {
    const [one, other] = await Promise.all([a, b].map(async ({ reader, report, runner, name }) => {
      const text = (await readFailing(reader, report, runner))[name]!;
      // What one form of a report leaves out is told by the gate from the other.
      return describeFailure({ ...text, file: text.file || "" }).fingerprint;
    }));
    assertEquals(one === other, same);
  });
}
