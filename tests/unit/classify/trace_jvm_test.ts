import { assertEquals } from "@std/assert";
import stack from "../../../fixtures/traces/jvm/stderr.txt" with { type: "text" };
import { plainLines } from "../../../lib/classify/plain_lines.ts";
import { readJvmTrace } from "../../../lib/classify/trace_jvm.ts";

Deno.test("readJvmTrace() puts the last cause first", () => {
  const told = readJvmTrace(plainLines(stack));
  assertEquals(told.map(({ type, message }) => [type, message]), [
    ["java.lang.NumberFormatException", 'For input string: "x"'],
    ["java.lang.IllegalStateException", "not readable"],
    ["java.lang.AssertionError", "store"],
  ]);
  assertEquals(told[0]?.frames[0], { file: "Store.java", line: 6, function: "app.Store.read" });
  assertEquals(told[0]?.frames.at(-1)?.function, "java.lang.NumberFormatException.forInputString");
});
