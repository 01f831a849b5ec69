import { assertEquals } from "@std/assert";
import { partPrinted } from "../../../lib/classify/part_printed.ts";
import { indexSignatures } from "../../../lib/classify/index_signatures.ts";
import { scanText } from "../../../lib/classify/scan_text.ts";
import type { SignalKind } from "../../../lib/model/signature.ts";
import { sampleText } from "../../support/sample_signals.ts";

const INDEX = indexSignatures([]);

function told(text: string, kind: SignalKind = "details") {
  const signal = { ...sampleText(text, kind), firstLine: 5 };
  return partPrinted(signal, scanText(INDEX, signal).hints)
    .map(({ text, firstLine, printed }) => [firstLine, printed, text]);
}

Deno.test("partPrinted() tells pytest's captured output from its own words", () => {
  const head = "----------------------------- Captured stdout call -----------------------------";
  const text = `E   assert 1 == 2\n${head}\nKeyError: 'a'\n_____ test_b _____\nE   assert 0\n`;
  assertEquals(told(text), [
    [5, false, "E   assert 1 == 2\n"],
    [6, true, `${head}\nKeyError: 'a'\n`],
    [8, false, "_____ test_b _____\nE   assert 0\n"],
  ]);
});

Deno.test("partPrinted() leaves a text whole in which nothing was captured", () => {
  assertEquals(told("E   assert 1 == 2"), [[5, false, "E   assert 1 == 2"]]);
  assertEquals(told("stdout: is a word here"), [[5, false, "stdout: is a word here"]]);
});

Deno.test("partPrinted() loses no character, and ends", () => {
  const text = "  console.log\n    429\n\n      at a (b:1:1)\n  console.warn\n".repeat(3000);
  const parts = told(text);
  assertEquals(parts.map((part) => part[2]).join(""), text);
});

for (
  const [tool, head] of [
    ["mocha", "  0 passing (8ms)"],
    ["pytest", "=================================== FAILURES ==================================="],
    ["unittest", `${"=".repeat(70)}\nFAIL: test_a (test_shop.Shop.test_a)`],
    ["cargo", "failures:"],
  ] as const
) {
  Deno.test(`partPrinted() takes what a log of ${tool} holds before its report for printed`, () => {
    const text = `ERROR disk quota exceeded\n${head}\nAssertionError: 1 != 2\n`;
    assertEquals(told(text, "stdout"), [
      [5, true, "ERROR disk quota exceeded\n"],
      [6, false, `${head}\nAssertionError: 1 != 2\n`],
    ]);
    assertEquals(told(text).length, 1, "what a report tells of one test is no log");
  });
}

Deno.test("partPrinted() tells what a Rust test printed from its panic", () => {
  const panic =
    "thread 'a' (12) panicked at src/lib.rs:3:5:\nassertion failed: b\n\n\nfailures:\n    a\n";
  const text = `failures:\n\n---- a stdout ----\nout of memory\n${panic}`;
  assertEquals(told(text, "stdout").map(([, printed, part]) => [printed, part]), [
    [false, "failures:\n\n"],
    [true, "---- a stdout ----\nout of memory\n"],
    [false, panic],
  ]);
});

Deno.test("partPrinted() ends on a line of hints without an end", () => {
  const text = "console.".repeat(50_000);
  assertEquals(told(text).map((part) => part[2]), [text]);
});
