import { assertEquals } from "@std/assert";
import { estimateLeft, type TimedSuite } from "../../../lib/report/estimate_left.ts";

const PAST = { suites: new Map([["unit", 80_000], ["lint", 5_000], ["e2e", 30_000]]), jobs: 2 };

function suites(...phases: readonly [string, TimedSuite["phase"], number?][]): TimedSuite[] {
  return phases.map(([name, phase, startedMs = 0]) => ({ name, phase, startedMs }));
}

Deno.test("estimateLeft() is the longest suite's rest, or the workers' part of all", () => {
  const one = suites(["unit", "running"], ["lint", "ended"]);
  assertEquals(estimateLeft(one, 500, PAST), "~1m 20s left");
  assertEquals(estimateLeft(one, 78_000, PAST), "~2s left");
  const all = suites(["unit", "running"], ["lint", "running"], ["e2e", "waiting"]);
  assertEquals(estimateLeft(all, 0, { ...PAST, jobs: 1 }), "~1m 55s left");
  assertEquals(estimateLeft(all, 0, PAST), "~1m 20s left");
});

Deno.test("estimateLeft() says nothing where a suite is not known, or none is left", () => {
  assertEquals(estimateLeft(suites(["unit", "running"], ["new", "waiting"]), 0, PAST), "");
  assertEquals(estimateLeft(suites(["unit", "ended"]), 0, PAST), "");
  assertEquals(estimateLeft(suites(["unit", "running"]), 0, undefined), "");
});

Deno.test("estimateLeft() says when a suite takes clearly longer than it did", () => {
  const one = suites(["lint", "running", 1_000], ["e2e", "waiting"]);
  assertEquals(estimateLeft(one, 10_000, PAST), "~30s left");
  assertEquals(estimateLeft(one, 10_600, PAST), "longer than usual");
  assertEquals(estimateLeft(suites(["lint", "running"]), 5_500, PAST), "~1s left");
});
