import { assertEquals, assertStringIncludes } from "@std/assert";
import { readLibtest } from "../../../lib/formats/read_libtest.ts";
import type { ReportEnd } from "../../../lib/model/report_reading.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";
import failText from "../../../fixtures/runners/cargo/fail/stdout.txt" with { type: "text" };
import bothText from "../../../fixtures/runners/cargo/both/output.txt" with { type: "text" };
import passText from "../../../fixtures/runners/cargo/pass/output.txt" with { type: "text" };
import noneText from "../../../fixtures/runners/cargo/none/stdout.txt" with { type: "text" };
import nocaptureText from "../../../fixtures/runners/cargo/nocapture/stdout.txt" with {
  type: "text",
};
import compileText from "../../../fixtures/runners/cargo/compile/stderr.txt" with { type: "text" };

async function read(text: string, size = 1 << 16) {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) {
      yield await Promise.resolve(bytes.slice(at, at + size));
    }
  }
  const tests: ReportedTest[] = [];
  let end: ReportEnd | null = null;
  for await (const item of readLibtest(chunks())) {
    if (item.kind === "test") tests.push(item.test);
    else end = item.end;
  }
  return { tests, end };
}

const DECLARED = { tests: 14, failures: 7, skipped: 3 };

Deno.test("readLibtest() reads unit, integration and doc tests of one run", async () => {
  const { tests, end } = await read(bothText);
  assertEquals(end, { whole: true, problems: [], declared: DECLARED });
  assertEquals(tests.map((test) => `${test.outcome}: ${test.className}: ${test.name}`), [
    "passed: unittests src/lib.rs: tests::adds",
    "passed: unittests src/lib.rs: tests::panics",
    "skipped: unittests src/lib.rs: tests::slow",
    "skipped: unittests src/lib.rs: tests::with_reason",
    "failed: unittests src/lib.rs: tests::adds_wrong",
    "failed: unittests src/lib.rs: tests::multi_line",
    "failed: unittests src/lib.rs: tests::never_panics",
    "failed: unittests src/lib.rs: tests::panics_otherwise",
    "failed: unittests src/lib.rs: tests::returns_err",
    "passed: tests/outside.rs: from_outside",
    "failed: tests/outside.rs: prints",
    "skipped: Doc-tests demo: src/lib.rs - add (line 13)",
    "passed: Doc-tests demo: src/lib.rs - add (line 5)",
    "failed: Doc-tests demo: src/lib.rs - add (line 9)",
  ]);
});

Deno.test("readLibtest() gives message and place of each failure", async () => {
  const { tests, end } = await read(failText);
  assertEquals(end?.declared, DECLARED);
  const failed = tests.filter((test) => test.outcome === "failed");
  assertEquals(failed.map((test) => `${test.file}:${test.line}: ${test.message}`), [
    ":null: src/lib.rs:32: assertion `left == right` failed: sum of 1 and 2 (left: 3, right: 4)",
    ":null: src/lib.rs:66: first line",
    ":null: src/lib.rs:49: test did not panic as expected",
    ":null: src/lib.rs:44: panic did not contain expected string",
    ':null: Error: "went wrong"',
    ":null: tests/outside.rs:9: assertion failed: demo::add(2, 2) == 5",
    "src/lib.rs:9: assertion `left == right` failed (left: 3, right: 4)",
  ]);
  assertEquals(
    tests.find((test) => test.name === "tests::with_reason")?.message,
    "needs a database",
  );
});

Deno.test("readLibtest() takes output that looks like its own for what it is", async () => {
  const { tests } = await read(failText);
  const details = (name: string) => tests.find((test) => test.name === name)?.details ?? "";
  assertStringIncludes(details("tests::multi_line"), "---- fake::name stdout ----\nfailures:");
  assertStringIncludes(details("prints"), "test fake ... ok");
  assertEquals(details("tests::panics_otherwise").endsWith('expected substring: "other"'), true);
  assertEquals(details("prints").includes("failures:"), false);
});

Deno.test("readLibtest() reads outcomes that stand behind a test's own output", async () => {
  const { tests, end } = await read(nocaptureText);
  assertEquals(end, { whole: true, problems: [], declared: DECLARED });
  assertEquals(tests.filter((test) => test.outcome === "failed").length, 7);
});

Deno.test("readLibtest() reads passing runs, empty runs and compile errors", async () => {
  const passed = await read(passText);
  assertEquals(passed.tests.map((test) => test.outcome), ["passed", "passed"]);
  const none = await read(noneText);
  assertEquals([none.tests.length, none.end?.whole, none.end?.declared?.tests], [0, true, 0]);
  const broken = await read(compileText);
  assertEquals(
    broken.tests.map((test) => [test.className, test.name, test.outcome, test.message]),
    [
      ["demo (lib)", "[build failed]", "error", "mismatched types"],
      ["demo (lib test)", "[build failed]", "error", "mismatched types"],
    ],
  );
  assertStringIncludes(broken.tests[0]?.details ?? "", "--> src/lib.rs:69:28");
  assertEquals(broken.end?.declared, null);
});

Deno.test("readLibtest() gives the same whatever the chunk borders are", async () => {
  const whole = await read(bothText);
  for (const size of [1, 7, 100]) assertEquals(await read(bothText, size), whole);
});

Deno.test("readLibtest() says the report is not whole when a result line is missing", async () => {
  const cut = failText.slice(0, failText.indexOf("test result:"));
  const { tests, end } = await read(cut);
  assertEquals(tests.slice(0, 9).some(({ outcome }) => outcome === "crashed"), false);
  assertEquals(tests.slice(9).map((test) => [test.outcome, test.name, test.message]), [
    ["crashed", "[test binary]", "its test binary ended after 9 of 9 tests"],
  ]);
  assertEquals(end?.problems, ['a test binary ended without a "test result:" line']);
  const crashed = await read(
    "running 2 tests\ntest a ... ok\n\nrunning 1 test\ntest b ... ok\n" +
      "\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n",
  );
  assertEquals([crashed.tests.length, crashed.end?.whole], [3, false]);
});

Deno.test("readLibtest() says the report is not whole when counts disagree", async () => {
  const { end } = await read(
    "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured\n",
  );
  assertEquals([end?.whole, end?.declared?.tests], [false, 2]);
});

Deno.test("readLibtest() takes a result line that a failed test printed for its output", async () => {
  const fake = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured";
  const text = failText.replace("some output first", fake);
  const { tests, end } = await read(text);
  assertEquals(end, { whole: true, problems: [], declared: DECLARED });
  assertStringIncludes(tests.find((test) => test.name === "tests::adds_wrong")!.details, fake);
});

Deno.test("readLibtest() reads coloured output and durations", async () => {
  const { tests } = await read(
    "\nrunning 1 test\ntest a ... \x1b[32mok\x1b[0m <0.250s>\n\n" +
      "test result: \x1b[32mok\x1b[0m. 1 passed; 0 failed; 0 ignored; 0 measured\n",
  );
  assertEquals([tests[0]?.outcome, tests[0]?.durationMs], ["passed", 250]);
});

Deno.test("readLibtest() names the running test where the tests run one after the other", async () => {
  const { tests } = await read("running 3 tests\ntest a ... ok\ntest tests::b ... ");
  assertEquals(tests.map((test) => `${test.outcome} ${test.name}: ${test.message}`), [
    "passed a: ",
    "crashed tests::b: it was running when its runner ended",
  ]);
});
