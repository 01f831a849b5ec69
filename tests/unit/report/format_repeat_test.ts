import { assertEquals } from "@std/assert";
import type { RepeatedTest, SuiteRepeat } from "../../../lib/model/repeat.ts";
import { formatRepeat } from "../../../lib/report/format_repeat.ts";

const test = (id: string, changes: Partial<RepeatedTest> = {}): RepeatedTest => ({
  ...{ id, verdict: "never", runs: 5, failures: 0, message: "" },
  durationMs: { min: 1, median: 1.6, max: 12_340 },
  ...changes,
});
const repeat = (changes: Partial<SuiteRepeat> = {}): SuiteRepeat => ({
  ...{ asked: 5, made: 5, stopped: null, outcomes: {}, tests: [] },
  verdicts: { always: 0, sometimes: 0, never: 0 },
  ...changes,
});
const STYLE = { columns: 120, rows: 8 };

Deno.test("formatRepeat() is a table, what is unsteady first", () => {
  const tests = [
    test("unit::steady"),
    test("unit::bad", { verdict: "always", failures: 5 }),
    test("unit::flaky", { verdict: "sometimes", failures: 2, durationMs: null }),
  ];
  const verdicts = { always: 1, sometimes: 1, never: 1 };
  assertEquals(formatRepeat([{ name: "unit", repeat: repeat({ tests, verdicts }) }], STYLE), [
    "repeat: unit in 5 runs, tests that failed: 1 always, 1 sometimes, 1 never",
    "  fails      in runs  shortest  median  longest  test",
    "  sometimes  2 of 5   -         -       -        unit::flaky",
    "  always     5 of 5   1ms       2ms     12.3s    unit::bad",
    "  never      0 of 5   1ms       2ms     12.3s    unit::steady",
  ]);
});

Deno.test("formatRepeat() is bounded, and counts what it does not show", () => {
  const tests = Array.from({ length: 200 }, (_, at) => test(`unit::t${at}`));
  const verdicts = { always: 0, sometimes: 0, never: 1000 };
  const lines = formatRepeat([{ name: "unit", repeat: repeat({ tests, verdicts }) }], STYLE);
  assertEquals(lines.length, 2 + 8 + 1);
  assertEquals(lines.at(-1), "  … and 992 more tests in repeat.json");
});

Deno.test("formatRepeat() says how many runs were made where it was stopped", () => {
  const stopped = repeat({ made: 2, stopped: "interrupted" });
  assertEquals(formatRepeat([{ name: "unit", repeat: stopped }], STYLE), [
    "repeat: unit in 2 of 5 runs (interrupted), tests that failed: 0 always, 0 sometimes, 0 never",
  ]);
});

Deno.test("formatRepeat() shows no control character of a name, and nothing without a repeat", () => {
  const tests = [test("unit::a\u001b[2J\nb")];
  const verdicts = { always: 0, sometimes: 0, never: 1 };
  const text = formatRepeat([{ name: "unit", repeat: repeat({ tests, verdicts }) }], STYLE).join(
    "",
  );
  assertEquals(/\p{Cc}/u.test(text), false);
  assertEquals(formatRepeat([{ name: "unit" }], STYLE), []);
});
