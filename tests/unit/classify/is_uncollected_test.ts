import { assertEquals } from "@std/assert";
import { isUncollected, isUnfinished } from "../../../lib/classify/is_uncollected.ts";

const told = (
  name: string,
  group: string,
  outcome: "error" | "passed" | "timed-out" = "error",
) => ({
  ...{ name, class: group, outcome, file: "tests/test_a.py" },
});

Deno.test("isUncollected() knows a file and a tool's own failure from a test", () => {
  assertEquals(isUncollected(told("tests.test_a", "pytest")), true);
  assertEquals(isUncollected(told("internal", "pytest")), true);
  assertEquals(isUncollected(told("test_it", "tests.test_a")), false);
  assertEquals(isUncollected(told("tests.test_a", "pytest", "passed")), false);
});

Deno.test("isUnfinished() knows a test that was cut off", () => {
  assertEquals(isUnfinished(told("test_it", "tests.test_a", "timed-out")), true);
  assertEquals(isUnfinished(told("test_it", "tests.test_a")), false);
});
