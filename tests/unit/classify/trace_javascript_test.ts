import { assertEquals } from "@std/assert";
import deno from "../../../fixtures/traces/deno/report.xml" with { type: "text" };
import jestText from "../../../fixtures/traces/jest/jest.json" with { type: "text" };
import mocha from "../../../fixtures/traces/mocha/stdout.txt" with { type: "text" };
import nodeReport from "../../../fixtures/traces/node/report.xml" with { type: "text" };
import nodeError from "../../../fixtures/traces/node/stderr.txt" with { type: "text" };
import nodeTap from "../../../fixtures/traces/node/tap.txt" with { type: "text" };
import vitest from "../../../fixtures/traces/vitest/report.xml" with { type: "text" };
import playwright from "../../../fixtures/junit/playwright/report.xml" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readJavascriptTrace } from "../../../lib/classify/trace_javascript.ts";
import { readDeno } from "../../../lib/formats/read_deno.ts";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readTap } from "../../../lib/formats/read_tap.ts";
import { readFailing } from "../../support/read_failing.ts";

const CAUSE = "Expected property name or '}' in JSON at position 1";

/** What jest's own JSON tells of its tests, as far as it is looked at here. */
interface JestJson {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

function ofJest(title: string) {
  const { testResults: [file] } = JSON.parse(jestText) as JestJson;
  const test = file?.assertionResults.find((one) => one.title === title);
  return readJavascriptTrace(plainLines(test?.failureMessages[0] ?? ""));
}

const TOLD = {
  node: async (name: string) => (await readFailing(readJunit, nodeReport, "node"))[name],
  deno: async (name: string) => (await readFailing(readDeno, deno, "deno"))[name],
  vitest: async (name: string) => (await readFailing(readJunit, vitest, "vitest"))[name],
} as const;

for (const [tool, find] of Object.entries(TOLD)) {
  Deno.test(`readJavascriptTrace() tells the place in a helper, and the call of it, of ${tool}`, async () => {
    const trace = readJavascriptTrace(plainLines((await find("in a helper"))?.details ?? ""));
    const raised = trace[0];
    assertEquals([raised?.type, raised?.message], ["RangeError", "negative: -1"]);
    const last = raised?.frames.at(-1);
    assertEquals([last?.file.split("/").at(-1)?.split(".")[0], last?.line], ["helper", 2]);
    assertEquals(raised?.frames.some(({ file }) => /traces[._]test/.test(file)), true);
  });

  Deno.test(`readJavascriptTrace() puts the cause of an error first, of ${tool}`, async () => {
    const trace = readJavascriptTrace(plainLines((await find("with a cause"))?.details ?? ""));
    assertEquals(trace[0]?.type, "SyntaxError");
    assertEquals(trace[0]?.message.startsWith(CAUSE), true);
    assertEquals(trace.some(({ message }) => message === "not readable"), true);
  });
}

Deno.test("readJavascriptTrace() puts the cause of an error first, of jest, mocha and an uncaught error of Node", () => {
  const uncaught = readJavascriptTrace(plainLines(nodeError));
  const told = [ofJest("with a cause"), readJavascriptTrace(plainLines(mocha)), uncaught];
  assertEquals(told.map(([first]) => [first?.type, first?.message]), [
    ["SyntaxError", CAUSE],
    ["SyntaxError", CAUSE],
    ["SyntaxError", CAUSE],
  ]);
  assertEquals(uncaught.at(-1)?.frames.at(-1)?.line, 8);
});

Deno.test("readJavascriptTrace() puts the first of several errors first", async () => {
  const [first] = ofJest("of several");
  assertEquals([first?.type, first?.message], ["Error", "first"]);
  const told = await TOLD.node("of several");
  const [same] = readJavascriptTrace(plainLines(told?.details ?? ""));
  assertEquals([same?.type, same?.message, same?.frames.length], ["Error", "first", 7]);
});

Deno.test("readJavascriptTrace() adds what differs to a message that says it of nothing", async () => {
  const [compared] = ofJest("compares");
  assertEquals(
    compared?.message,
    "expect(received).toEqual(expected) // deep equality (- 3, + 2,)",
  );
  const failing = await readFailing(readJunit, playwright, "playwright");
  const details = failing['outer › fails with <odd> & "quotes"']?.details ?? "";
  const [raised, ...more] = readJavascriptTrace(plainLines(details));
  assertEquals(more, []);
  assertEquals(raised, {
    type: "Error",
    message: "expect(received).toBe(expected) // Object.is equality (Expected: 2, Received: 1)",
    frames: [{ file: "/project/playwright/a.spec.js", line: 8, function: "" }],
  });
});

Deno.test("readJavascriptTrace() reads the YAML of Node's TAP", async () => {
  const failing = await readFailing(readTap, nodeTap, "node");
  const [raised] = readJavascriptTrace(plainLines(failing["in a helper"]?.details ?? ""));
  assertEquals([raised?.type, raised?.message], ["RangeError", "negative: -1"]);
  assertEquals(raised?.frames.at(-1), {
    file: "/tmp/sample/traces/node/helper.js",
    line: 2,
    function: "exports.check",
  });
});

Deno.test("readJavascriptTrace() finds nothing in a text of another kind", () => {
  assertEquals(readJavascriptTrace(["hello", "test_a.py:5: AssertionError"]), []);
});
