import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createScanner } from "../../../lib/formats/byte_scanner.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const letters = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(..."abAB:"), { minLength, maxLength }).map((all) => all.join(""));

Deno.test("createScanner() finds every place that a plain search finds", () => {
  fc.assert(fc.property(
    fc.uniqueArray(letters(3, 6), { minLength: 1, maxLength: 5 }),
    letters(0, 60),
    fc.boolean(),
    fc.integer({ min: 2, max: 3 }),
    (words, text, fold, width) => {
      const needles = fold ? words.map((word) => word.toLowerCase()) : words;
      const scanner = createScanner(needles.map(encode), { width, fold });
      const haystack = fold ? text.toLowerCase() : text;
      const bytes = encode(text);
      const found: string[] = [];
      let at = scanner.next(bytes, 0, bytes.length);
      for (; at !== -1; at = scanner.next(bytes, at + 1, bytes.length)) {
        for (const index of scanner.matches(bytes, at, bytes.length)) found.push(`${at} ${index}`);
      }
      const expected = [...haystack].flatMap((_, place) =>
        needles.flatMap((needle, i) => haystack.startsWith(needle, place) ? [`${place} ${i}`] : [])
      );
      assertEquals(found, expected);
    },
  ));
});
