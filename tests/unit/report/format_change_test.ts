import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatChange } from "../../../lib/report/format_change.ts";

Deno.test("formatChange() shows only the lines that go and come, in their order", () => {
  const before = "{\n  a,\n  c,\n  b,\n  d\n}\n";
  const after = "{\n  a,\n  b,\n  c,\n  e,\n  d\n}\n";
  assertEquals(formatChange(before, after), {
    added: 2,
    removed: 1,
    lines: ["-  c,", "+  c,", "+  e,"],
  });
});

Deno.test("formatChange() shows a new file whole, and nothing for the same text", () => {
  assertEquals(formatChange("", "a\nb\n"), { added: 2, removed: 0, lines: ["+a", "+b"] });
  assertEquals(formatChange("a\n", "a\n"), { added: 0, removed: 0, lines: [] });
});

Deno.test("formatChange() cuts what nobody would read, cleans it, and takes little time", () => {
  const many = Array.from({ length: 100_000 }, (_, index) => `line ${index}`).join("\n");
  const { added, lines } = formatChange("x\n", many);
  assertEquals([added, lines.length, lines.at(-1)], [100_000, 201, "… and 99801 more lines"]);
  assertEquals(formatChange("", "\u001b[2Ja\u202e").lines, ["+aU+202E"]);
});

Deno.test("formatChange() tells the difference of any two lists of lines", () => {
  const texts = fc.array(fc.constantFrom("a", "b", "c")).map((lines) => lines.join("\n"));
  fc.assert(fc.property(texts, texts, (before, after) => {
    const count = (text: string) => text === "" ? 0 : text.split("\n").length;
    const { added, removed } = formatChange(before, after);
    assertEquals(count(before) - removed, count(after) - added);
    assertEquals(added + removed === 0, before === after);
  }));
});
