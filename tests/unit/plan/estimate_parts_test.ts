import { assertEquals } from "@std/assert";
import { estimateParts } from "../../../lib/plan/estimate_parts.ts";

function estimate(...parts: readonly (readonly [string, number | null])[]) {
  const known = estimateParts(parts.map(([suite, expectedMs]) => ({ suite, expectedMs })));
  return known === null ? null : [...known];
}

Deno.test("estimateParts() takes the median of the suite for what is not known", () => {
  assertEquals(estimate(["a", 10], ["a", 90], ["a", 20], ["a", null]), [10, 90, 20, 20]);
  assertEquals(estimate(["a", 10], ["a", 20], ["a", null]), [10, 20, 10]);
});

Deno.test("estimateParts() takes the median of all where nothing of a suite is known", () => {
  assertEquals(estimate(["a", 10], ["a", 20], ["b", 600], ["c", null]), [10, 20, 600, 20]);
});

Deno.test("estimateParts() says when nothing is known, and that nothing is free", () => {
  assertEquals(estimate(["a", null], ["b", null]), null);
  assertEquals(estimate(), null);
  assertEquals(estimate(["a", 0], ["a", null]), [1, 1]);
  // As plans are stored: who reads them deals by the same.
  assertEquals(estimate(["a", 100.12345]), [100.123]);
});
