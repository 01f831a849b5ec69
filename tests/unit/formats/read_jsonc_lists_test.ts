import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readJsoncLists } from "../../../lib/formats/read_jsonc_lists.ts";

function listsOf(text: string) {
  const read = readJsoncLists(text);
  assert(read.ok, JSON.stringify(read));
  return read.value.lists.map(({ path, items }) => [path, items.map(({ value }) => value)]);
}

Deno.test("readJsoncLists() finds lists of texts with their keys, and no others", () => {
  const text = `{
  "unit": ["a", "b"], // these
  "suite": { "e2e": { "files": [] } },
  "mixed": ["a", 1],
  "inner": [["a"]],
  "of objects": [{ "files": ["a"] }],
  "plain": "text"
}`;
  assertEquals(listsOf(text), [[["unit"], ["a", "b"]], [["suite", "e2e", "files"], []]]);
});

Deno.test("readJsoncLists() knows where every text and bracket stands", () => {
  const text = '{\n  "a": [\n    "x",\n    "y\\u0041"\n  ]\n}';
  const read = readJsoncLists(text);
  assert(read.ok);
  const [list] = read.value.lists;
  assertEquals([text[list!.open], text[list!.close]], ["[", "]"]);
  assertEquals(list!.keyStarts.map((at) => text.slice(at, at + 3)), ['"a"']);
  assertEquals(list!.items.map(({ start, end, line }) => [text.slice(start, end), line]), [
    ['"x"', 3],
    ['"y\\u0041"', 4],
  ]);
  assertEquals(list!.items[1]?.value, "yA");
});

Deno.test("readJsoncLists() says what is no JSON, no object, or too deep", () => {
  for (const text of ["", "[]", "null", '{"a": [', "{a: 1}", "[".repeat(1000)]) {
    assert(!readJsoncLists(text).ok, text);
  }
});

Deno.test("readJsoncLists() finds every list that JSON.parse finds, whatever the object", () => {
  const lists = fc.dictionary(fc.string(), fc.array(fc.string()), { noNullPrototype: true });
  fc.assert(fc.property(lists, (object) => {
    const text = JSON.stringify(object, null, 2);
    const found = Object.fromEntries(listsOf(text).map(([path, values]) => [path![0], values]));
    assertEquals(JSON.stringify(found), JSON.stringify(JSON.parse(text)));
  }));
});
