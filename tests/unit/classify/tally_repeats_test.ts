import { assertEquals } from "@std/assert";
import { type TalliedTest, tallyRepeats } from "../../../lib/classify/tally_repeats.ts";
import { TEST_OUTCOMES, type TestOutcome } from "../../../lib/model/outcome.ts";
import { REPEATED_KEPT } from "../../../lib/model/repeat.ts";

function test(id: string, outcome: TestOutcome, durationMs: number | null = 1): TalliedTest {
  const message = outcome === "passed" ? "" : `${id} ${outcome}`;
  return { id, outcome, duration_ms: durationMs, message };
}

function tally(...runs: readonly (readonly TalliedTest[])[]) {
  const open = tallyRepeats();
  for (const run of runs) run.forEach(open.add);
  return open.end();
}

Deno.test("tallyRepeats() says always, sometimes and never, what is unsteady first", () => {
  const { verdicts, tests } = tally(
    [test("a", "failed", 3), test("b", "passed", 9), test("c", "passed")],
    [test("a", "error", 1), test("b", "failed", 5), test("c", "passed")],
    [test("a", "crashed", 2), test("b", "passed", 1), test("c", "passed")],
  );
  assertEquals(verdicts, { always: 1, sometimes: 1, never: 1 });
  assertEquals(tests, [
    {
      ...{ id: "b", verdict: "sometimes", runs: 3, failures: 1, message: "b failed" },
      durationMs: { min: 1, median: 5, max: 9 },
    },
    {
      ...{ id: "a", verdict: "always", runs: 3, failures: 3, message: "a failed" },
      durationMs: { min: 1, median: 2, max: 3 },
    },
    {
      ...{ id: "c", verdict: "never", runs: 3, failures: 0, message: "" },
      durationMs: { min: 1, median: 1, max: 1 },
    },
  ]);
});

Deno.test("tallyRepeats() takes the mean of the two in the middle of an even number", () => {
  const runs = [4, 1, 2, 9].map((ms) => [test("a", "passed", ms)]);
  assertEquals(tally(...runs).tests[0]?.durationMs, { min: 1, median: 3, max: 9 });
});

Deno.test("tallyRepeats() tells no duration where no report does", () => {
  assertEquals(tally([test("a", "failed", null)]).tests[0]?.durationMs, null);
});

Deno.test("tallyRepeats() does not count what was skipped or did not run", () => {
  const { tests, verdicts } = tally(
    [test("a", "skipped"), test("b", "not-run")],
    [test("a", "failed")],
  );
  assertEquals(tests.map(({ id, runs, verdict }) => [id, runs, verdict]), [["a", 1, "always"]]);
  assertEquals(verdicts.never, 0);
});

Deno.test("tallyRepeats() calls a test unsteady that its own tool tried again until it passed", () => {
  const { tests } = tally([test("a", "flaky")], [test("a", "flaky")]);
  assertEquals(tests.map(({ verdict, failures }) => [verdict, failures]), [["sometimes", 0]]);
});

Deno.test("tallyRepeats() never calls a test steady that has failed once, in whatever order", () => {
  for (const outcome of TEST_OUTCOMES) {
    if (["skipped", "not-run", "passed", "expected-failure"].includes(outcome)) continue;
    for (const order of [["passed", outcome], [outcome, "passed"]] as const) {
      const { verdicts } = tally(...order.map((one) => [test("a", one)]));
      assertEquals(verdicts, { always: 0, sometimes: 1, never: 0 }, outcome);
    }
  }
});

Deno.test("tallyRepeats() lists a bounded number, what is unsteady before the rest, and counts all", () => {
  const many = Array.from({ length: 1000 }, (_, at) => test(`t${at}`, "passed"));
  const { verdicts, tests } = tally(many, [...many.slice(0, -1), test("t999", "failed")]);
  assertEquals([tests.length, tests[0]?.id], [REPEATED_KEPT, "t999"]);
  assertEquals(verdicts, { always: 0, sometimes: 1, never: 999 });
});

Deno.test("tallyRepeats() keeps its memory bounded for a suite without end", () => {
  const open = tallyRepeats();
  for (let at = 0; at < 150_000; at++) open.add(test(`t${at}`, "passed"));
  assertEquals(open.end().verdicts.never, 100_000);
});
