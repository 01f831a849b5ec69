import { assertEquals, assertNotEquals } from "@std/assert";
import fc from "fast-check";
import { openKeyedHash } from "../../../lib/formats/keyed_hash.ts";

const encoder = new TextEncoder();

function hashOf(text: string, key: readonly number[] = [1, 2]): readonly number[] {
  const hash = openKeyedHash(key);
  hash.text(text);
  return [...hash.out];
}

Deno.test("openKeyedHash() hashes ASCII bytes as it hashes their text, wherever they stand", () => {
  const ascii = fc.string({ unit: "binary-ascii", maxLength: 70 });
  fc.assert(fc.property(ascii, fc.nat(9), (text, before) => {
    const bytes = encoder.encode(`${"x".repeat(before)}${text}yz`);
    const hash = openKeyedHash([1, 2]);
    hash.ascii(bytes, before, before + text.length);
    assertEquals([...hash.out], hashOf(text));
  }));
});

Deno.test("openKeyedHash() depends on every bit of the key and of the text", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (one, other) => {
      if (one !== other) assertNotEquals(hashOf(one), hashOf(other));
    }),
  );
  for (const key of [[3, 2], [1, 3], [1, -2], [0, 0]]) {
    assertNotEquals(hashOf("unit::test_a", key), hashOf("unit::test_a"));
  }
});

Deno.test("openKeyedHash() tells texts apart whose bytes are those of each other's units", () => {
  assertNotEquals(hashOf("\u6261"), hashOf("ab"));
  assertNotEquals(hashOf("\ud800"), hashOf("\ud801"));
  assertNotEquals(hashOf("a\0"), hashOf("a"));
});

Deno.test("openKeyedHash() spreads names that differ in their number alone over all bits", () => {
  const count = 100_000;
  const hash = openKeyedHash([5, 6]);
  const [low, high] = [new Set<number>(), new Set<number>()];
  for (let at = 0; at < count; at++) {
    hash.text(`unit::tests/test_module.py::tests.test_module::test_number_${at}`);
    low.add(hash.out[0]!);
    high.add(hash.out[1]!);
  }
  // By chance 1.2 pairs share one half.
  assertEquals([low.size > count - 20, high.size > count - 20], [true, true]);
});
