import { assertEquals } from "@std/assert";
import { asInteger, asText, asTexts, readJsonObject } from "../../../lib/docker/json_object.ts";

Deno.test("readJsonObject() takes an object, or an array of just one", () => {
  assertEquals(readJsonObject('{"a":1}'), { a: 1 });
  assertEquals(readJsonObject('[\n {"a":1}\n]\n'), { a: 1 });
});

Deno.test("readJsonObject() gives null for anything else", () => {
  for (const text of ["", "{", "null", "1", "[]", "[1]", "[{},{}]", "[[{}]]"]) {
    assertEquals(readJsonObject(text), null, text);
  }
});

Deno.test("asText(), asTexts() and asInteger() give a neutral value when the type is another", () => {
  assertEquals([asText(1), asText(null), asText("a")], ["", "", "a"]);
  assertEquals([asTexts(null), asTexts(["a", 1])], [[], ["a"]]);
  assertEquals([asInteger("1"), asInteger(1.5), asInteger(2 ** 60), asInteger(7)], [
    null,
    null,
    null,
    7,
  ]);
});
