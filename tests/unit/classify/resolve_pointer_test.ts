import { assertEquals } from "@std/assert";
import { readPointer, resolvePointer } from "../../../lib/classify/resolve_pointer.ts";

const VALUE = JSON.parse('{"a/b":{"~":[1,null]},"__proto__":{"x":1}}');

for (
  const [pointer, value] of [
    ["", VALUE],
    ["/a~1b/~0/0", 1],
    ["/a~1b/~0/1", null],
    ["/a~1b/~0/2", undefined],
    ["/__proto__/x", 1],
    ["/constructor", undefined],
    ["/a~1b/~0/length/x", undefined],
  ] as const
) {
  Deno.test(`resolvePointer() follows ${JSON.stringify(pointer)}`, () => {
    assertEquals(resolvePointer(VALUE, readPointer(pointer) ?? ["?"]), value);
  });
}

Deno.test("readPointer() refuses what is no pointer", () => {
  assertEquals([readPointer("a"), readPointer("/~2"), readPointer("/a~")], [null, null, null]);
});
