import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { keepEnds } from "../../../lib/formats/keep_ends.ts";

function keep(text: string | Uint8Array, sizes: { headBytes: number; tailBytes: number }, by = 5) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const keeper = keepEnds(sizes);
  const buffer = new Uint8Array(by);
  for (let at = 0; at < bytes.length; at += by) {
    const piece = bytes.subarray(at, at + by);
    // As a stream does: each chunk is only valid until the next one.
    buffer.set(piece);
    keeper.push(buffer.subarray(0, piece.length));
  }
  return keeper.end();
}

Deno.test("keepEnds() keeps a short text whole, whatever its pieces", () => {
  const text = "a\nbü\n\nlast";
  for (const by of [1, 2, 3, 100]) {
    assertEquals(keep(text, { headBytes: 4, tailBytes: 8 }, by), [{ text, firstLine: 1 }]);
  }
  assertEquals(keep("", { headBytes: 4, tailBytes: 8 }), [{ text: "", firstLine: 1 }]);
});

Deno.test("keepEnds() keeps whole lines of both ends, with the right numbers", () => {
  const lines = Array.from({ length: 100 }, (_, at) => `line ${at + 1}`);
  const [head, tail] = keep(`${lines.join("\n")}\n`, { headBytes: 20, tailBytes: 30 });
  assertEquals(head, { text: "line 1\nline 2\n", firstLine: 1 });
  assertEquals(tail, { text: "line 98\nline 99\nline 100\n", firstLine: 98 });
});

Deno.test("keepEnds() counts the lines of what it leaves out, for any text and any pieces", () => {
  const chars = fc.constantFrom("a", "b", "\n", "\n");
  const property = fc.property(
    fc.array(chars, { maxLength: 300 }),
    fc.integer({ min: 1, max: 40 }),
    (letters, by) => {
      const text = letters.join("");
      const all = text.split("\n");
      const ends = keep(text, { headBytes: 20, tailBytes: 40 }, by);
      for (const end of ends) {
        const told = end.text.split("\n").slice(0, -1);
        assertEquals(told, all.slice(end.firstLine - 1, end.firstLine - 1 + told.length));
      }
      assert(ends.every((end) => end.text.length <= 60));
    },
  );
  fc.assert(property, { numRuns: 200 });
});

Deno.test("keepEnds() reads what PowerShell redirects, which is UTF-16", () => {
  const text = "\ufeffFehler: Verbindung verweigert ü\r\n";
  const bytes = new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer);
  const [only] = keep(bytes, { headBytes: 1000, tailBytes: 1000 });
  assertEquals(only?.text, text.slice(1));
  const [, tail] = keep(
    new Uint8Array(
      new Uint16Array([..."\ufeff" + "x\n".repeat(50)].map((c) => c.charCodeAt(0)))
        .buffer,
    ),
    { headBytes: 10, tailBytes: 20 },
    7,
  );
  assertEquals(tail?.text.replaceAll("x\n", ""), "");
});
