import { assertEquals } from "@std/assert";
import { rankSuites } from "../../../lib/plan/rank_suites.ts";

const suite = (name: string, ...needs: readonly string[]) => ({ name, needs });

Deno.test("rankSuites() is a suite's duration, and that of the longest chain behind it", () => {
  const suites = [
    suite("lint"),
    suite("unit", "lint"),
    suite("e2e", "unit"),
    suite("docs", "lint"),
  ];
  const durations = new Map([["lint", 1], ["unit", 10], ["e2e", 100], ["docs", 50]]);
  assertEquals(Object.fromEntries(rankSuites(suites, durations)), {
    lint: 111,
    unit: 110,
    e2e: 100,
    docs: 50,
  });
});

Deno.test("rankSuites() puts first what has no history, and all that it needs", () => {
  const suites = [suite("build"), suite("new", "build"), suite("old")];
  const ranks = rankSuites(suites, new Map([["build", 1], ["old", 9]]));
  assertEquals([...ranks.values()].toReversed(), [Infinity, Infinity, 9]);
});
