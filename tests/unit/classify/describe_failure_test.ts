import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import goReport from "../../../fixtures/traces/go/stdout.jsonl" with { type: "text" };
import jvm from "../../../fixtures/traces/jvm/stderr.txt" with { type: "text" };
import line from "../../../fixtures/traces/pytest/line.xml" with { type: "text" };
import long from "../../../fixtures/traces/pytest/long.xml" with { type: "text" };
import native from "../../../fixtures/traces/pytest/native.xml" with { type: "text" };
import short from "../../../fixtures/traces/pytest/short.xml" with { type: "text" };
import rust from "../../../fixtures/traces/rust/stdout.txt" with { type: "text" };
import bats from "../../../fixtures/runners/bats/extended/stdout.txt" with { type: "text" };
import junitPytest from "../../../fixtures/runners/pytest/progress/report.xml" with {
  type: "text",
};
import progressPytest from "../../../fixtures/runners/pytest/progress/progress.jsonl" with {
  type: "text",
};
import { describeFailure } from "../../../lib/classify/describe_failure.ts";
import { readGoTest } from "../../../lib/formats/read_go_test.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readLibtest } from "../../../lib/formats/read_libtest.ts";
import { readProgress } from "../../../lib/formats/read_progress.ts";
import { readTap } from "../../../lib/formats/read_tap.ts";
import type { FailureText } from "../../../lib/model/failure_account.ts";
import { readFailing } from "../../support/read_failing.ts";

const PYTHON = { cwd: ".", bases: ["/tmp/sample/traces/py"] };

async function pytest(report: string, name: string) {
  const failing = await readFailing(readJunit, report, "pytest");
  return describeFailure(failing[name]!, PYTHON);
}

/** Line of the assertion in the test's own file, whoever raised it. */
const IN_TEST: Readonly<Record<string, readonly [type: string, message: string, line: number]>> = {
  test_in_library: ["NetworkXNoPath", "No path between 1 and 4.", 9],
  test_in_library_through_helper: ["NetworkXNoPath", "No path between 1 and 4.", 13],
  test_in_helper: ["ValueError", "negative: -1", 17],
  test_direct_cause: ["ValueError", "invalid literal for int() with base 10: 'x'", 25],
  test_during_handling: ["KeyError", "'missing'", 30],
  test_group: ["ValueError", "first", 36],
  test_lambda_in_library: ["ZeroDivisionError", "integer division or modulo by zero", 40],
  test_method: ["AssertionError", "the first one", 45],
  "test_each[1]": ["AssertionError", "assert 1 == 3", 50],
  test_recursion: ["RecursionError", "maximum recursion depth exceeded", 55],
};

for (const [style, report] of Object.entries({ long, short, native })) {
  for (const [name, [type, message, at]] of Object.entries(IN_TEST)) {
    Deno.test(`describeFailure() finds ${name} in the test's own file, from ${style} traces`, async () => {
      const { assertion } = await pytest(report, name);
      const bare = assertion.type.split(".").at(-1);
      assertEquals({ ...assertion, type: bare }, {
        type,
        message,
        file: "test_traces.py",
        line: at,
      });
    });
  }
}

Deno.test("describeFailure() comes to one fingerprint whatever the style of the trace", async () => {
  for (const name of [...Object.keys(IN_TEST), "test_each[2]"]) {
    const prints = await Promise.all([long, short, native].map((report) => pytest(report, name)));
    assertEquals(new Set(prints.map(({ fingerprint }) => fingerprint)).size, 1, name);
  }
});

Deno.test("describeFailure() keeps the report's own line where no frame is told", async () => {
  const { assertion } = await pytest(line, "test_in_helper");
  assertEquals([assertion.file, assertion.line], ["test_traces.py", 16]);
});

Deno.test("describeFailure() says the same of a test that was told while it ran", async () => {
  const told = await readFailing(readProgress, progressPytest, "pytest");
  const reported = await readFailing(readJunit, junitPytest, "pytest");
  for (const name of ["test_fails", "test_cannot_be_set_up", "test_cannot_be_torn_down"]) {
    assertEquals(describeFailure(told[name]!), describeFailure(reported[name]!), name);
  }
});

Deno.test("describeFailure() finds the own code of Rust, Go, bats and the JVM", async () => {
  const rusty = await readFailing(readLibtest, rust, "cargo");
  const gone = await readFailing(readGoTest, goReport, "go");
  const batty = await readFailing(readTap, bats, "bats");
  const java: FailureText = {
    ...{ runner: "junit", file: "", class: "app.StoreTest", name: "reads", line: null },
    ...{ message: "java.lang.AssertionError: store", details: jvm },
  };
  const home = { cwd: ".", bases: ["/tmp/sample/traces/go", "/tmp/sample/bats"] };
  const told = [
    rusty["tests::steps_by_zero"]!,
    gone["TestNil"]!,
    gone["TestMarkedHelper"]!,
    { ...batty["is wrong here"]!, file: "test/sum.bats" },
    java,
  ].map((text) => describeFailure(text, home).assertion);
  assertEquals(told, [
    { type: "panic", message: "assertion failed: step != 0", file: "src/lib.rs", line: 32 },
    {
      type: "panic",
      message: "runtime error: invalid memory address or nil pointer dereference",
      file: "nilpanic/nil_test.go",
      line: 10,
    },
    { type: "", message: "wrong", file: "store_test.go", line: 18 },
    { type: "", message: '`[ "$output" -eq 4 ]\' failed', file: "test/sum.bats", line: 8 },
    {
      type: "java.lang.NumberFormatException",
      message: 'For input string: "x"',
      file: "StoreTest.java",
      line: 10,
    },
  ]);
});

const BARE: FailureText = {
  ...{ runner: "pytest", file: "tests/test_a.py", class: "tests.test_a", name: "test_x", line: 7 },
  ...{ message: "", details: "" },
};

Deno.test("describeFailure() has an answer for a failure without a word", () => {
  const { assertion, fingerprint } = describeFailure(BARE);
  assertEquals(assertion, { type: "", message: "", file: "tests/test_a.py", line: 7 });
  assertMatch(fingerprint, /^[0-9a-f]{16}$/);
  assertNotEquals(fingerprint, describeFailure({ ...BARE, name: "test_y" }).fingerprint);
});

Deno.test("describeFailure() looks at colours and timestamps as if they were not there", () => {
  const details =
    "    def test_x():\n>       assert 1 == 2\nE       assert 1 == 2\n\ntests/test_a.py:9: AssertionError";
  const message = "assert 1 == 2";
  const noisy = details.split("\n").map((text) =>
    `2026-11-20T10:00:00.123Z \x1b[31m${text}\x1b[0m`
  );
  const plain = describeFailure({ ...BARE, message, details });
  assertEquals(plain.assertion.line, 9);
  assertEquals(
    describeFailure({ ...BARE, message: `\x1b[1m${message}\x1b[0m`, details: noisy.join("\n") }),
    plain,
  );
});

Deno.test("describeFailure() bounds what it keeps of a huge message", () => {
  const { assertion } = describeFailure({ ...BARE, message: "x".repeat(100_000) });
  assertEquals(assertion.message.length, 500);
});
