import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fillMarkdown, type MarkdownSection } from "../../../lib/report/fill_markdown.ts";
import { byteLength } from "../../../lib/report/fit_bytes.ts";

function section(name: string, entries: readonly string[]): MarkdownSection {
  return {
    head: `# ${name}\n`,
    entries,
    rest: (shown) => shown === entries.length ? "" : `… ${entries.length - shown} of ${name}\n`,
  };
}

Deno.test("fillMarkdown() shows all where it fits, and one byte less leaves one entry out", () => {
  const parts = [section("a", ["one entry\n", "two entries\n"]), section("b", ["three\n"])];
  const all = "# a\none entry\ntwo entries\n# b\nthree\n";
  assertEquals(fillMarkdown(parts, byteLength(all)), all);
  assertEquals(
    fillMarkdown(
      [section("a", ["one\n", "a long second entry, longer than words of a rest\n"])],
      40,
    ),
    "# a\none\n… 1 of a\n",
  );
});

Deno.test("fillMarkdown() gives every section some room before one has all", () => {
  const many = Array.from({ length: 50 }, (_, at) => `entry ${at} with some words in it\n`);
  const text = fillMarkdown([section("a", many), section("b", many)], 1000) ?? "";
  assert(text.includes("# b\nentry 0"), text);
});

Deno.test("fillMarkdown() gives up where not even the numbers fit", () => {
  assertEquals(fillMarkdown([section("a", ["one\n"])], 4), null);
});

Deno.test("fillMarkdown() never takes more bytes, cuts no entry and counts exactly", () => {
  const entry = fc.string({ unit: "grapheme", minLength: 10, maxLength: 60 })
    .map((text) => `[${text.replace(/[\n\r[\]#…]/gu, "x")}]\n`);
  const sections = fc.array(fc.array(entry, { maxLength: 30 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sections, fc.nat(3000), (all, maxBytes) => {
      const parts = all.map((entries, at) => section(`s${at}`, entries));
      const text = fillMarkdown(parts, maxBytes);
      if (text === null) {
        const least = parts.map(({ head, rest }) => head + rest(0)).join("");
        return assert(byteLength(least) > maxBytes);
      }
      assert(byteLength(text) <= maxBytes);
      const pieces = text.split(/^(?=# s\d)/m);
      pieces.forEach((piece, at) => {
        const lines = piece.split("\n").slice(1, -1);
        const told = lines.filter((line) => line.startsWith("["));
        const rest = /^… (\d+) of/m.exec(piece)?.[1] ?? "0";
        assertEquals(told.length + Number(rest), all[at]!.length);
        assertEquals(told.map((line) => `${line}\n`), all[at]!.slice(0, told.length));
      });
    }),
    { numRuns: 500 },
  );
});
