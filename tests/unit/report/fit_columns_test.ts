import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { displayWidth, fitColumns } from "../../../lib/report/fit_columns.ts";

Deno.test("displayWidth() counts wide characters twice and combining ones not", () => {
  assertEquals(["abc", "日本", "e\u0301", "🎉"].map(displayWidth), [3, 4, 1, 2]);
});

Deno.test("fitColumns() cuts and says so", () => {
  assertEquals(fitColumns("abcdef", 4), "abc…");
});

Deno.test("fitColumns() leaves alone what fits exactly", () => {
  assertEquals(fitColumns("abcd", 4), "abcd");
});

Deno.test("fitColumns() is never wider than asked for", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.nat(30), (text, columns) => {
    assert(displayWidth(fitColumns(text, columns)) <= columns);
  }));
});
