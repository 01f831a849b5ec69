import { assertEquals } from "@std/assert";
import { globFolder, matchGlob } from "../../../lib/model/match_glob.ts";

const CASES: readonly (readonly [string, string, boolean])[] = [
  ["a/b.ts", "a/b.ts", true],
  ["a/*.ts", "a/b.ts", true],
  ["a/*.ts", "a/b/c.ts", false],
  ["**/*.ts", "c.ts", true],
  ["**/*.ts", "a/b/c.ts", true],
  ["a/**", "a/b/c", true],
  ["a/**", "a", true],
  ["a/**/z", "a/z", true],
  ["a/**/z", "a/b/c/z", true],
  ["a/**/z", "a/b/zz", false],
  ["a/?.ts", "a/b.ts", true],
  ["a/?.ts", "a/bb.ts", false],
  ["**/a/**/b", "x/a/a/y/b", true],
  ["*a*b*", "xxaxxbxx", true],
  ["a[b].ts", "a[b].ts", true],
  ["a[b].ts", "ab.ts", false],
  ["", "a", false],
];

Deno.test("matchGlob() takes * within a part and ** over parts", () => {
  for (const [glob, path, expected] of CASES) {
    assertEquals(matchGlob(glob, path), expected, `${glob} on ${path}`);
  }
});

Deno.test("matchGlob() answers at once for a glob that would trap an expression", () => {
  assertEquals(matchGlob(`${"*a".repeat(200)}b`, "a".repeat(2000)), false);
  assertEquals(matchGlob(`${"**/a/".repeat(200)}b`, "a/".repeat(2000)), false);
});

Deno.test("globFolder() is what stands before the first wildcard", () => {
  assertEquals(["a/b/*.ts", "**/x", "a/b.ts", "a*/b", "x"].map(globFolder), [
    "a/b",
    "",
    "a",
    "",
    "",
  ]);
});
