import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { stripJsonc } from "../../../lib/formats/strip_jsonc.ts";

Deno.test("stripJsonc() takes comments and trailing commas out and keeps every offset", () => {
  const text = '{ // one\n  "a//b": [1, /* two\n lines */ 2,], "c": "/*",\n}\n';
  const bare = stripJsonc(text);
  assertEquals(JSON.parse(bare), { "a//b": [1, 2], "c": "/*" });
  assertEquals(bare.length, text.length);
  assertEquals(bare.indexOf('"c"'), text.indexOf('"c"'));
  assertEquals(bare.split("\n").length, text.split("\n").length);
});

Deno.test("stripJsonc() leaves JSON as it is", () => {
  fc.assert(fc.property(fc.json(), (text) => assertEquals(stripJsonc(text), text)));
});

Deno.test("stripJsonc() takes no time over comments and texts that never end", () => {
  for (const part of ["/* ", '"', '\\"', "//", ",", '"\\']) {
    const text = part.repeat(300_000);
    assertEquals(stripJsonc(text).length, text.length);
  }
});
