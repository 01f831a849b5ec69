import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { lineBlocks } from "../../../lib/formats/line_blocks.ts";

async function linesIn(pieces: readonly Uint8Array[], maxLength = 1000): Promise<string[]> {
  const blocks = await Array.fromAsync(lineBlocks(
    async function* () {
      for (const piece of pieces) yield await Promise.resolve(piece);
    }(),
    maxLength,
  ));
  return blocks.flat();
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

Deno.test("lineBlocks() gives every line, also one without an end", async () => {
  assertEquals(await linesIn([bytesOf("a\r\nb\n\nc")]), ["a", "b", "", "c"]);
  assertEquals(await linesIn([bytesOf("a\n")]), ["a"]);
  assertEquals(await linesIn([]), []);
});

Deno.test("lineBlocks() cuts a line that is too long, and goes on with the next", async () => {
  const long = Array.from({ length: 100 }, () => bytesOf("x".repeat(100)));
  assertEquals(await linesIn([...long, bytesOf("\nnext\n")], 250), ["x".repeat(250), "next"]);
});

Deno.test("lineBlocks() gives the same lines however the bytes are cut", async () => {
  const text = fc.array(
    fc.string({ unit: "grapheme" }).map((line) => line.replace(/[\r\n]/g, "")),
    {
      minLength: 1,
    },
  );
  await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 7 }), async (lines, size) => {
    const bytes = bytesOf(lines.map((line) => `${line}\n`).join(""));
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.slice(at, at + size));
    assertEquals(await linesIn(pieces), lines.map((line) => line.toWellFormed()));
  }));
});
