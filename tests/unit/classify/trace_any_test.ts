import { assertEquals } from "@std/assert";
import phpunit from "../../../fixtures/junit/phpunit/report.xml" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readAnyTrace } from "../../../lib/classify/trace_any.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readFailing } from "../../support/read_failing.ts";

Deno.test("readAnyTrace() finds a place in what a tool without a reader of its own says", async () => {
  const failing = await readFailing(readJunit, phpunit, "junit");
  const [raised] = readAnyTrace(plainLines(failing["testSums with data set #0"]?.details ?? ""));
  assertEquals(raised?.frames, [{ file: "/project/tests/ArrayTest.php", line: 17, function: "" }]);
});

Deno.test("readAnyTrace() knows a place told in words", () => {
  const [raised] = readAnyTrace(["#   Failed test 'x'", "#   at t/sample.t line 7."]);
  assertEquals(raised?.frames, [{ file: "t/sample.t", line: 7, function: "" }]);
});

Deno.test("readAnyTrace() finds no place where there is none", () => {
  assertEquals(readAnyTrace(["12:34:56 nothing", "http 404: see 1.2:3"]), []);
});
