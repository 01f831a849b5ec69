import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { hasEscapes, skipEscapes } from "../../../lib/formats/skip_escapes.ts";

function skip(text: string, final: boolean): [string, readonly number[]] {
  const { plain, places } = skipEscapes(new TextEncoder().encode(text), final);
  return [new TextDecoder().decode(plain), [...places]];
}

Deno.test("skipEscapes() leaves colours out and remembers where bytes stood", () => {
  assertEquals(skip("a\x1b[31mb\x1b[0m", false), ["ab", [0, 6, 11]]);
});

Deno.test("skipEscapes() leaves an unfinished escape undecided until the end", () => {
  for (const end of ["\x1b", "\x1b[", "\x1b[38;5"]) {
    assertEquals(skip(`a${end}`, false), ["a", [0, 1]]);
    assertEquals(skip(`a${end}`, true)[0], `a${end}`);
  }
});

Deno.test("skipEscapes() takes what is no colour for plain bytes", () => {
  for (const text of ["\x1b]0;title\x07", "\x1b[\nx", `\x1b[${"1;".repeat(40)}m`]) {
    assertEquals(skip(text, false)[0], text);
  }
});

Deno.test("skipEscapes() keeps the order of all it keeps", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.boolean(), (data, final) => {
      const { plain, places } = skipEscapes(data, final);
      assertEquals(places.length, plain.length + 1);
      assertEquals([...plain], [...places.slice(0, -1)].map((at) => data[at]));
      if (!hasEscapes(data)) assertEquals([...plain], [...data]);
    }),
  );
});
