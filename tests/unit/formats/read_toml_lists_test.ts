import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { readTomlLists } from "../../../lib/formats/read_toml_lists.ts";

function listsOf(text: string) {
  const read = readTomlLists(text);
  assert(read.ok, JSON.stringify(read));
  return read.value.lists.map((
    { path, items },
  ) => [path.join("."), items.map(({ value }) => value)]);
}

Deno.test("readTomlLists() finds lists of texts in tables, over lines, with comments", () => {
  const text = `title = "a # no comment" # one
top = ["x"]
size = 1.5
when = 2026-01-02T03:04:05Z

[suite.unit]
files = [
  "a", # the first
  'b',
]
[suite."e2e"]
files=["c\\"d"]
other.files = ["e"]
mixed = ["a", 1, { x = 1 }]
inner = [["a"], ["b"]]
point = { x = 1, files = ["no"] }
long = """
files = ["no"]
"""

[[waivers]]
scope = ["no"]
`;
  assertEquals(listsOf(text), [
    ["top", ["x"]],
    ["suite.unit.files", ["a", "b"]],
    ["suite.e2e.files", ['c"d']],
    ["suite.e2e.other.files", ["e"]],
  ]);
});

Deno.test("readTomlLists() knows lines and offsets", () => {
  const text = '[suite.unit]\nfiles = [\n  "a",\n  "b"\n]\n';
  const read = readTomlLists(text);
  assert(read.ok);
  const [list] = read.value.lists;
  assertEquals(list!.items.map(({ line, start, end }) => [line, text.slice(start, end)]), [
    [3, '"a"'],
    [4, '"b"'],
  ]);
  assertEquals([text[list!.open], text[list!.close]], ["[", "]"]);
  assertEquals(read.value.bare.length, text.length);
});

Deno.test("readTomlLists() names the line of what is wrong", () => {
  const faults = [
    ['a = ["x"\n', "line 1: a bracket is never closed"],
    ['a = "x\n', "line 1: a text is never closed"],
    ["\n[suite\n", "line 2: no table's name"],
    ["a\n", "line 1: neither key nor table"],
    ["a =\n", "line 1: a key without a value"],
    ["a = ]\n", "line 1: ] closes nothing"],
    ['a = []\na = ["x"]\n', "line 2: a is given twice"],
    ['a = """x\n', "line 1: a text is never closed"],
  ] as const;
  for (const [text, fault] of faults) {
    assertEquals(readTomlLists(text), { ok: false, error: fault });
  }
});

Deno.test("readTomlLists() never throws, and takes no time over what never ends", () => {
  fc.assert(fc.property(fc.string(), (text) => void readTomlLists(text)));
  for (const part of ['"', "'''", '\\"', "[", "{", "#", 'a = "\\"']) {
    readTomlLists(part.repeat(100_000));
  }
});

Deno.test("readTomlLists() reads back every text that JSON would quote so", () => {
  const plain = fc.string({ unit: "grapheme-ascii" });
  fc.assert(fc.property(fc.array(plain), (texts) => {
    const list = texts.map((text) => JSON.stringify(text)).join(",\n  ");
    assertEquals(listsOf(`[suite.unit]\nfiles = [${list}]\n`), [["suite.unit.files", texts]]);
  }));
});
