import { assertEquals } from "@std/assert";
import traced from "../../../fixtures/traces/rust/stdout.txt" with { type: "text" };
import plain from "../../../fixtures/runners/cargo/fail/stdout.txt" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readRustTrace } from "../../../lib/classify/trace_rust.ts";
import { readLibtest } from "../../../lib/formats/read_libtest.ts";
import { readFailing } from "../../support/read_failing.ts";

async function traceOf(report: string, name: string) {
  const failing = await readFailing(readLibtest, report, "cargo");
  return readRustTrace(plainLines(failing[name]?.details ?? ""));
}

Deno.test("readRustTrace() tells where it panicked, and the calls of the backtrace", async () => {
  const [raised] = await traceOf(traced, "tests::unwraps");
  assertEquals(raised?.type, "panic");
  assertEquals(
    raised?.message,
    "called `Result::unwrap()` on an `Err` value: ParseIntError { kind: InvalidDigit }",
  );
  assertEquals(raised?.frames.at(-1), { file: "src/lib.rs", line: 6, function: "traces::parse" });
});

Deno.test("readRustTrace() tells the own code above a panic in the standard library", async () => {
  const [raised] = await traceOf(traced, "tests::steps_by_zero");
  const own = raised?.frames.findLast(({ file }) => !file.startsWith("/rustc/"));
  assertEquals(own, { file: "./src/lib.rs", line: 32, function: "traces::tests::steps_by_zero" });
});

Deno.test("readRustTrace() adds both sides of an equality, and needs no backtrace", async () => {
  const [raised] = await traceOf(plain, "tests::adds_wrong");
  assertEquals(raised, {
    type: "panic",
    message: "assertion `left == right` failed: sum of 1 and 2 (left: 3, right: 4)",
    frames: [{ file: "src/lib.rs", line: 32, function: "tests::adds_wrong" }],
  });
});

Deno.test("readRustTrace() tells a panic that did not come, and an error that was returned", async () => {
  assertEquals(await traceOf(plain, "tests::never_panics"), [{
    type: "panic",
    message: "test did not panic as expected",
    frames: [{ file: "src/lib.rs", line: 49, function: "" }],
  }]);
  assertEquals(await traceOf(plain, "tests::returns_err"), [
    { type: "Error", message: '"went wrong"', frames: [] },
  ]);
});

Deno.test("readRustTrace() knows the form of a panic before Rust 1.73", () => {
  assertEquals(readRustTrace(["thread 'tests::old' panicked at 'boom', src/lib.rs:12:5"]), [{
    type: "panic",
    message: "boom",
    frames: [{ file: "src/lib.rs", line: 12, function: "tests::old" }],
  }]);
});
