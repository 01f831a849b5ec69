import { assertEquals } from "@std/assert";
import { matchTests, NO_ROW, REPEATED } from "../../../lib/classify/match_tests.ts";
import { columnsOf, failedTest, passedTest } from "../../support/sample_columns.ts";

Deno.test("matchTests() finds each test in the other run, whatever the order", () => {
  const before = columnsOf(["a", "b", "c"].map((id) => passedTest(id)));
  const after = columnsOf(["c", "x", "a"].map((id) => passedTest(id)));
  const { beforeOf, afterOf } = matchTests(before, after);
  assertEquals([[...beforeOf], [...afterOf]], [[2, NO_ROW, 0], [2, NO_ROW, 0]]);
});

Deno.test("matchTests() lets the worst of a repeated id stand in the new run, the best in the old one", () => {
  const before = columnsOf([failedTest("a"), passedTest("a"), failedTest("a")]);
  const after = columnsOf([passedTest("a"), passedTest("n"), failedTest("a"), passedTest("n")]);
  const { beforeOf, afterOf, repeatedBefore, repeatedAfter } = matchTests(before, after);
  assertEquals([...beforeOf], [REPEATED, REPEATED, 1, NO_ROW]);
  assertEquals([...afterOf], [REPEATED, 2, REPEATED]);
  assertEquals([repeatedBefore, repeatedAfter], [2, 2]);
});

Deno.test("matchTests() matches nothing with nothing", () => {
  const { beforeOf, afterOf } = matchTests(columnsOf([]), columnsOf([]));
  assertEquals([beforeOf.length, afterOf.length], [0, 0]);
});
