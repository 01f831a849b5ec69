import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readJsoncLists } from "../../../lib/formats/read_jsonc_lists.ts";
import { readTomlLists } from "../../../lib/formats/read_toml_lists.ts";
import { rewriteLists } from "../../../lib/formats/rewrite_lists.ts";

function rewriteFirst(text: string, values: readonly string[], read = readJsoncLists): string {
  const lists = read(text);
  assert(lists.ok, JSON.stringify(lists));
  return rewriteLists(lists.value, new Map([[lists.value.lists[0]!, values]]));
}

Deno.test("rewriteLists() lets comments go where their entry goes", () => {
  const text = `{
  // of all
  "unit": [
    // above b
    "b", // behind b
    /* over
       lines */
    "a" // behind a
    // at the end
  ]
}
`;
  assertEquals(
    rewriteFirst(text, ["a", "b", "c"]),
    `{
  // of all
  "unit": [
    /* over
    lines */
    "a", // behind a
    // above b
    "b", // behind b
    "c"
    // at the end
  ]
}
`,
  );
});

Deno.test("rewriteLists() keeps one line where it was one and stays short", () => {
  assertEquals(rewriteFirst('{ "a": ["y"] }', ["x", "y"]), '{ "a": ["x", "y"] }');
  const long = "x".repeat(80);
  assertEquals(rewriteFirst('{\n  "a": []\n}', [long]), `{\n  "a": [\n    "${long}"\n  ]\n}`);
  assertEquals(rewriteFirst('{ "a": [\n "y"\n] }', []), '{ "a": [] }');
});

Deno.test("rewriteLists() writes TOML as TOML", () => {
  const text = "[s]\nfiles = [\n    'b', # bee\n    \"a\"\n]\n";
  assertEquals(
    rewriteFirst(text, ["a", "b"], readTomlLists),
    "[s]\nfiles = [\n    \"a\",\n    'b', # bee\n]\n",
  );
});

Deno.test("rewriteLists() writes what is read back as exactly these values", () => {
  const values = fc.uniqueArray(fc.string());
  fc.assert(fc.property(values, values, fc.boolean(), (before, after, isWide) => {
    const text = JSON.stringify({ a: before, b: ["x"] }, null, isWide ? 2 : 0);
    const written = rewriteFirst(text, after);
    assertEquals(JSON.stringify(JSON.parse(written)), JSON.stringify({ a: after, b: ["x"] }));
  }));
});
