import { assertEquals } from "@std/assert";
import { indexSignatures } from "../../../lib/classify/index_signatures.ts";
import { scanLiterals, standsAt } from "../../../lib/classify/scan_literals.ts";
import { sampleSignature } from "../../support/sample_signature.ts";

const EXACT = indexSignatures([sampleSignature({ texts: [{ pattern: /gateway says/ }] })]);
const CASELESS = indexSignatures([sampleSignature({ texts: [{ pattern: /gateway says/i }] })]);

/** Where the literal of the one row begins. */
function places(text: string, index = EXACT): readonly number[] {
  const found: number[] = [];
  scanLiterals(index, text, (literal, at) => {
    if (literal.patterns.length > 0 && standsAt(text, literal, at)) found.push(at);
  });
  return found;
}

Deno.test("scanLiterals() tells every place, from the first to the last", () => {
  for (let before = 0; before < 9; before++) {
    const text = `${" ".repeat(before)}gateway says gateway says`;
    assertEquals(places(text), [before, before + 13]);
  }
});

Deno.test("scanLiterals() looks across the end of what it reads at a time", () => {
  for (let before = 16_370; before < 16_390; before++) {
    assertEquals(places(`${"x".repeat(before)}gateway says`), [before]);
    assertEquals(places(`…${"x".repeat(before)}gateway says`), [before + 1]);
  }
});

Deno.test("scanLiterals() regards case only where the pattern does", () => {
  assertEquals(places("GateWay Says"), []);
  assertEquals(places("GateWay Says", CASELESS), [0]);
});

Deno.test("scanLiterals() is not moved by what an earlier text has left behind", () => {
  assertEquals(places("gateway says no more than this"), [0]);
  assertEquals(places("gateway say"), []);
  assertEquals(places("gat"), []);
  assertEquals(places(""), []);
});

Deno.test("standsAt() is false outside of the text", () => {
  const literal = EXACT.literals.find(({ text }) => text === "gateway says")!;
  assertEquals([-1, 0, 1, 99].map((at) => standsAt("gateway says", literal, at)), [
    false,
    true,
    false,
    false,
  ]);
});
