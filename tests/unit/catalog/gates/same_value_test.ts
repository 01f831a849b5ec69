import { assertEquals } from "@std/assert";
import { isSameValue } from "../../../../lib/catalog/gates/same_value.ts";

Deno.test("isSameValue() compares by content, whatever the order of fields", () => {
  assertEquals(isSameValue({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }), true);
  assertEquals(isSameValue([], {}), false);
  assertEquals(isSameValue([1, 2], [2, 1]), false);
  assertEquals(isSameValue({ a: 1 }, { a: 1, b: 2 }), false);
  assertEquals(isSameValue({}, JSON.parse('{"__proto__":1}')), false);
  assertEquals(isSameValue({ toString: 1 }, { x: 1 }), false);
});

Deno.test("isSameValue() does not fill the stack with what nests without end", () => {
  const nest = (): unknown => JSON.parse("[".repeat(20_000) + "]".repeat(20_000));
  assertEquals(isSameValue(nest(), nest()), false);
});
