import { assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { openTaskOutput } from "../../../lib/formats/task_output.ts";

const encoder = new TextEncoder();

function passed(chunks: readonly Uint8Array[]) {
  const output = openTaskOutput("qa-end-x");
  const told: number[] = [];
  for (const chunk of chunks) told.push(...output.push(chunk));
  told.push(...output.end());
  return { text: new TextDecoder().decode(new Uint8Array(told)), word: output.lastWord() };
}

function cut(text: string, places: readonly number[]): readonly Uint8Array[] {
  const bytes = encoder.encode(text);
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b)];
  return at.map((from, index) => bytes.slice(from, at[index + 1] ?? bytes.length));
}

Deno.test("openTaskOutput() keeps the last word out, wherever the chunks are cut", () => {
  const text = "one\n\nqa-end-y 1 2 3 4\nqa-end-\n\nq\nno end";
  fc.assert(fc.property(fc.array(fc.nat(200), { maxLength: 12 }), (places) => {
    const { text: told, word } = passed(cut(`${text}\nqa-end-x 7 1 0 1\n`, places));
    assertEquals(told, text);
    assertEquals(word, { exitCode: 7, memoryKills: 1, deadlinePassed: false, wasTold: true });
  }));
});

Deno.test("openTaskOutput() hands everything on of an output without a last word", () => {
  fc.assert(fc.property(fc.array(fc.nat(200), { maxLength: 12 }), (places) => {
    const text = "a\nqa-end-\nb\nqa-end-x 7";
    assertEquals(passed(cut(text, places)), { text, word: null });
  }));
});

Deno.test("openTaskOutput() reads no last word from nonsense behind its mark", () => {
  const { word } = passed([encoder.encode(`a\nqa-end-x${" 9".repeat(40)}\n`)]);
  assertEquals(word, null);
});
