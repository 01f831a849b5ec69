import { assert, assertEquals } from "@std/assert";
import { matchTests } from "../../../lib/classify/match_tests.ts";
import { measureSlowdown, slowerBy } from "../../../lib/classify/measure_slowdown.ts";
import { columnsOf, passedTest } from "../../support/sample_columns.ts";

function slowdownOf(before: readonly number[], after: readonly number[]): number {
  const [one, two] = [before, after].map((all) =>
    columnsOf(all.map((duration_ms, at) => passedTest(`t${at}`, { duration_ms })))
  );
  return measureSlowdown(one!, two!, matchTests(one!, two!));
}

const HUNDRED = Array.from({ length: 100 }, (_, at) => 50 + at);

Deno.test("measureSlowdown() is the middle ratio, which a few slow tests do not move", () => {
  const doubled = slowdownOf(HUNDRED, HUNDRED.map((ms, at) => at < 20 ? ms * 500 : ms * 2));
  assert(doubled > 1.9 && doubled < 2.1, `${doubled}`);
});

Deno.test("measureSlowdown() is 1 for a faster run, and where too few tests last long enough", () => {
  assertEquals(slowdownOf(HUNDRED, HUNDRED.map((ms) => ms / 2)), 1);
  assertEquals(slowdownOf([100, 100], [900, 900]), 1);
  assertEquals(slowdownOf(HUNDRED.map(() => 1), HUNDRED.map(() => 19)), 1);
});

Deno.test("slowerBy() needs a ratio and a second, beyond what the whole run is slower by", () => {
  assertEquals(slowerBy(100, 1200, 1), 1100);
  assertEquals(slowerBy(1000, 2999, 1), 0, "not three times as long");
  assertEquals(slowerBy(10, 900, 1), 0, "not a second more");
  assertEquals(slowerBy(1000, 4000, 2), 0, "the whole run is twice as slow");
  assertEquals(slowerBy(1000, 9000, 2), 7000);
  assertEquals([slowerBy(-1, 9000, 1), slowerBy(100, -1, 1)], [0, 0], "not told");
  assertEquals(slowerBy(0, 5000, 1), 5000);
});
