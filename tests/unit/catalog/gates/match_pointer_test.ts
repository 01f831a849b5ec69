import { assertEquals } from "@std/assert";
import {
  matchPointer,
  PointerText,
  textAt,
  valueAt,
} from "../../../../lib/catalog/gates/match_pointer.ts";

const VALUE = JSON.parse(
  '{"tiers":[{"id":"a","list":[1]},{"id":"b"}],"a/b":{"~":1},"empty":[],"__proto__":{"id":"c"}}',
);

Deno.test("matchPointer() finds every item of a list and every field of an object", () => {
  assertEquals(matchPointer(VALUE, "/tiers/*/id"), [
    { at: "/tiers/0/id", value: "a" },
    { at: "/tiers/1/id", value: "b" },
  ]);
  assertEquals(matchPointer({ x: 1, y: 2 }, "/*").map(({ at }) => at), ["/x", "/y"]);
});

Deno.test("matchPointer() tells each place where something is missing", () => {
  assertEquals(matchPointer(VALUE, "/tiers/*/list/0"), [
    { at: "/tiers/0/list/0", value: 1 },
    { at: "/tiers/1/list", value: undefined },
  ]);
  assertEquals(matchPointer(VALUE, "/empty/*"), [{ at: "/empty/*", value: undefined }]);
  assertEquals(matchPointer(7, "/*/x"), [{ at: "/*", value: undefined }]);
});

Deno.test("matchPointer() follows own fields only, and escapes as RFC 6901 does", () => {
  assertEquals(valueAt(VALUE, "/a~1b/~0"), 1);
  assertEquals(matchPointer({ "a/b": 1 }, "/*")[0]?.at, "/a~1b");
  assertEquals(valueAt(VALUE, "/__proto__/id"), "c");
  assertEquals(valueAt({}, "/__proto__"), undefined);
  assertEquals(valueAt({}, "/constructor"), undefined);
  assertEquals(valueAt({}, "/toString"), undefined);
  assertEquals(valueAt([1], "/length"), undefined);
  assertEquals(valueAt([1, 2], "/01"), undefined);
  assertEquals(valueAt("text", "/0"), undefined);
  assertEquals(valueAt(VALUE, ""), VALUE);
});

Deno.test("textAt() is null for what is no text", () => {
  assertEquals(textAt(VALUE, "/tiers/0/id"), "a");
  assertEquals(textAt(VALUE, "/tiers"), null);
});

Deno.test("PointerText accepts pointers and nothing else", () => {
  for (const good of ["", "/a", "/a/*/b", "/~0~1"]) {
    assertEquals(PointerText.safeParse(good).success, true);
  }
  for (const bad of ["a", "/~2", "#/a", "/a~"]) {
    assertEquals(PointerText.safeParse(bad).success, false);
  }
});
