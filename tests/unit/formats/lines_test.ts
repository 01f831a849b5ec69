import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { splitLines } from "../../../lib/formats/lines.ts";

async function lines(bytes: Uint8Array, cuts: number[], maxLength?: number): Promise<string[]> {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
  async function* chunks() {
    for (let i = 1; i < edges.length; i++) {
      yield await Promise.resolve(bytes.slice(edges[i - 1], edges[i]));
    }
  }
  return await Array.fromAsync(splitLines(chunks(), maxLength));
}

Deno.test("splitLines() gives the lines of the text wherever it was cut", async () => {
  const text = fc.array(fc.oneof(fc.constantFrom("\n", "\r\n", "é", "🎉"), fc.string()))
    .map((parts) => parts.join("").toWellFormed().replaceAll("\ufeff", ""));
  await fc.assert(fc.asyncProperty(text, fc.array(fc.nat()), async (text, cuts) => {
    const bytes = new TextEncoder().encode(text);
    const expected = text.split("\n").map((line) => line.replace(/\r$/, ""));
    if (text === "" || text.endsWith("\n")) expected.pop();
    assertEquals(await lines(bytes, cuts.map((cut) => cut % (bytes.length + 1))), expected);
  }));
});

Deno.test("splitLines() cuts a line beyond its bound and goes on with the next", async () => {
  const bytes = new TextEncoder().encode("abcdefgh\nxy\n" + "z".repeat(100));
  assertEquals(await lines(bytes, [2, 5, 20, 40], 4), ["abcd", "xy", "zzzz"]);
});
