import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createByteBuffer } from "../../../lib/formats/byte_buffer.ts";

Deno.test("createByteBuffer() is empty at first and after it is cleared", () => {
  const buffer = createByteBuffer();
  assertEquals(buffer.view().length, 0);
  buffer.append(new Uint8Array([1, 2]));
  buffer.clear();
  assertEquals(buffer.view().length, 0);
  buffer.append(new Uint8Array([3]));
  assertEquals([...buffer.view()], [3]);
});

Deno.test("createByteBuffer() grows beyond its first allocation and keeps what it holds", () => {
  const buffer = createByteBuffer();
  for (let at = 0; at < 1000; at++) buffer.append(new Uint8Array([at % 256, 7]));
  const view = buffer.view();
  assertEquals([view.length, view[0], view[1], view[1998], view[1999]], [2000, 0, 7, 231, 7]);
});

Deno.test("createByteBuffer() holds the pieces in their order, whatever their sizes", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 12 });
  fc.assert(fc.property(pieces, (all) => {
    const buffer = createByteBuffer();
    for (const piece of all) buffer.append(piece);
    assertEquals([...buffer.view()], all.flatMap((piece) => [...piece]));
  }));
});
