import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { parseJsonc } from "../../../lib/config/parse_jsonc.ts";

Deno.test("parseJsonc() remembers where keys and values stand", () => {
  const document = parseJsonc('\ufeff{ // words\n  "a": [1, /* two */ 2,],\n}');
  assert(document.ok);
  assertEquals(document.value.value, { a: [1, 2] });
  assertEquals(document.value.placeOf(["a", 1]), { line: 2, column: 22 });
  assertEquals(document.value.keyPlaceOf(["a"]), { line: 2, column: 3 });
  assertEquals(document.value.placeOf(["a", 7, "x"]), { line: 2, column: 8 });
});

Deno.test("parseJsonc() says where a text is broken", () => {
  const cases: [string, number, number, string][] = [
    ["", 1, 1, "empty"],
    ["{", 1, 1, "never closed"],
    ["// words\n/* more */", 1, 1, "nothing but comments"],
    ['{"a": {', 1, 7, "never closed"],
    ['{"a": [{"b": 1}', 1, 15, "never closed"],
    ['{"a": "x}', 1, 10, "never closed"],
    ['{"a": 1\n "b": 2}', 2, 2, "unexpected"],
    ['{"a": 1 {"b": 2}}', 1, 9, 'unexpected "{"'],
    ['{"a": 1,, "b": 2}', 1, 9, 'unexpected ","'],
    ['{"a": 1}\n{"b": 2}', 2, 1, 'unexpected "{" after the end'],
    ['{"a": 1} xx', 1, 10, "unexpected character 'x' after the end"],
    ['{"a":\n "\ufffd"}', 2, 3, "UTF-8"],
    ["\ufffd\ufffd{\0", 1, 1, "UTF-8"],
    ['{"a": 1, "a": 2}', 1, 10, "given twice"],
    ['{"x": {"__proto__": {"y": 1}}}', 1, 8, "refused"],
    ["[".repeat(200_000), 1, 1, "nested deeper"],
    [`"${"x".repeat(1_000_001)}"`, 1, 1, "million"],
  ];
  for (const [text, line, column, words] of cases) {
    const document = parseJsonc(text);
    assert(!document.ok, text.slice(0, 40));
    assertEquals([document.error.line, document.error.column], [line, column], text.slice(0, 40));
    assertStringIncludes(document.error.message, words);
  }
});

Deno.test("parseJsonc() agrees with JSON.parse on all JSON", () => {
  const json = fc.json({ maxDepth: 6 }).filter((text) => !text.includes("__proto__"));
  fc.assert(fc.property(json, (text) => {
    const document = parseJsonc(text);
    assert(document.ok, text);
    assertEquals(JSON.stringify(document.value.value), JSON.stringify(JSON.parse(text)));
  }));
});

Deno.test("parseJsonc() never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:01 \n/*a\\-') }), (text) => {
      parseJsonc(text);
    }),
    { numRuns: 1000 },
  );
});
