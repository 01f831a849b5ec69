import { assertEquals } from "@std/assert";
import line from "../../../fixtures/traces/pytest/line.xml" with { type: "text" };
import long from "../../../fixtures/traces/pytest/long.xml" with { type: "text" };
import native from "../../../fixtures/traces/pytest/native.xml" with { type: "text" };
import oneLine from "../../../fixtures/traces/pytest/one_line.xml" with { type: "text" };
import short from "../../../fixtures/traces/pytest/short.xml" with { type: "text" };
import behave from "../../../fixtures/traces/behave/report.xml" with { type: "text" };
import unittest from "../../../fixtures/traces/unittest/stderr.txt" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readPythonTrace } from "../../../lib/classify/trace_python.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readFailing } from "../../support/read_failing.ts";

async function traceOf(report: string, name: string, runner = "pytest") {
  const failing = await readFailing(readJunit, report, runner);
  return readPythonTrace(plainLines(failing[name]?.details ?? ""));
}

const STYLES = { long, short, native } as const;

for (const [style, report] of Object.entries(STYLES)) {
  Deno.test(`readPythonTrace() tells every call of pytest's ${style} traces, the outermost first`, async () => {
    const [raised, ...more] = await traceOf(report, "test_in_library_through_helper");
    assertEquals(more, []);
    assertEquals(raised?.type.endsWith("NetworkXNoPath"), true);
    assertEquals(raised?.message, "No path between 1 and 4.");
    assertEquals(
      raised?.frames.map((
        { file, line, function: called },
      ) => [file.split("/").at(-1), line, called]),
      [
        ["test_traces.py", 13, "test_in_library_through_helper"],
        ["helper.py", 5, "route"],
        ["generic.py", 165, "shortest_path"],
        ["unweighted.py", 224, "bidirectional_shortest_path"],
        ["unweighted.py", 292, "_bidirectional_pred_succ"],
      ],
    );
  });

  Deno.test(`readPythonTrace() puts the cause of a chain first in pytest's ${style} traces`, async () => {
    const direct = await traceOf(report, "test_direct_cause");
    assertEquals(direct.map(({ type }) => type), ["ValueError", "RuntimeError"]);
    const during = await traceOf(report, "test_during_handling");
    assertEquals(during.map(({ type, message }) => [type, message]), [
      ["KeyError", "'missing'"],
      ["ValueError", "negative: -2"],
    ]);
  });

  Deno.test(`readPythonTrace() puts the first exception of a group first in ${style} traces`, async () => {
    const told = await traceOf(report, "test_group");
    assertEquals(told.map(({ type, message }) => [type, message]), [
      ["ValueError", "first"],
      ["KeyError", "'second'"],
      ["ExceptionGroup", "several (2 sub-exceptions)"],
    ]);
  });
}

Deno.test("readPythonTrace() knows the function of a test that stands in one line", async () => {
  const [raised] = await traceOf(oneLine, "test_named[a b]");
  assertEquals(raised?.frames, [{ file: "test_one_line.py", line: 5, function: "test_named" }]);
});

Deno.test("readPythonTrace() tells exceptions without a frame, as --tb=line does", async () => {
  const told = await traceOf(line, "test_direct_cause");
  assertEquals(told.map(({ type, frames }) => [type, frames.length]), [
    ["ValueError", 0],
    ["RuntimeError", 0],
  ]);
});

Deno.test("readPythonTrace() takes the message of an assertion from its author", async () => {
  const [raised] = await traceOf(long, "test_method");
  assertEquals([raised?.type, raised?.message], ["AssertionError", "the first one"]);
});

Deno.test("readPythonTrace() reads Python's own traceback, as unittest prints it", () => {
  const [first] = readPythonTrace(plainLines(unittest));
  assertEquals(first, {
    type: "ValueError",
    message: "invalid literal for int() with base 10: 'x'",
    frames: [{ file: "/tmp/sample/traces/py/helper.py", line: 15, function: "parse" }],
  });
});

Deno.test("readPythonTrace() prefers the calls of a step to its place in the feature, which stands for them", async () => {
  const [raised] = await traceOf(behave, "in a helper", "behave");
  assertEquals(raised?.frames.at(-1), {
    file: "features/steps/values.py",
    line: 6,
    function: "check",
  });
  assertEquals(await traceOf(behave, "wrong", "behave"), [{
    type: "AssertionError",
    message: "3 is not 4",
    frames: [{ file: "features/traces.feature", line: 7, function: "" }],
  }]);
});

Deno.test("readPythonTrace() finds nothing in a text of another kind", () => {
  assertEquals(readPythonTrace(["hello", "", "E", "  at x (y.js:1:2)"]), []);
});
