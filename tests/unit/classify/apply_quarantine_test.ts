import { assertEquals } from "@std/assert";
import { openQuarantine } from "../../../lib/classify/apply_quarantine.ts";
import type { TestOutcome } from "../../../lib/model/outcome.ts";
import { sampleEntry } from "../../support/sample_entry.ts";

const failing = (id: string, outcome: TestOutcome = "failed") => ({ id, outcome });

Deno.test("openQuarantine() excuses failing tests that an entry matches, and no others", () => {
  const { excuse } = openQuarantine([sampleEntry({ id: "unit::*" })], "2026-11-20");
  assertEquals(excuse(failing("unit::a")), "unit::*");
  assertEquals(excuse(failing("e2e::a")), null);
  for (const outcome of ["passed", "skipped", "flaky", "not-run", "expected-failure"] as const) {
    assertEquals(excuse(failing("unit::a", outcome)), null, outcome);
  }
});

Deno.test("openQuarantine() excuses a timeout of one test, and never a crash", () => {
  const { excuse, expiredFor } = openQuarantine([sampleEntry()], "2026-11-20");
  const outcomes = ["failed", "error", "timed-out", "unexpected-pass", "crashed"] as const;
  const excused = outcomes.filter((outcome) => excuse(failing("unit::a", outcome)) !== null);
  assertEquals(excused, ["failed", "error", "timed-out", "unexpected-pass"]);
  assertEquals(expiredFor(failing("unit::a")), null);
});

Deno.test("openQuarantine() excuses on the last day, and not on the day after", () => {
  const entry = sampleEntry({ expires: "2026-11-20" });
  assertEquals(openQuarantine([entry], "2026-11-20").excuse(failing("unit::a")), entry.id);
  const late = openQuarantine([entry], "2026-11-21");
  assertEquals(late.excuse(failing("unit::a")), null);
  assertEquals(late.expiredFor(failing("unit::a")), entry);
  assertEquals(late.expiredFor(failing("unit::a", "passed")), null);
  assertEquals(late.expiredFor(failing("e2e::a")), null);
});

Deno.test("openQuarantine() lets a valid entry excuse what an expired one no longer does", () => {
  const entries = [
    sampleEntry({ id: "unit::a*", expires: "2020-01-01" }),
    sampleEntry({ id: "*::ab" }),
  ];
  assertEquals(openQuarantine(entries, "2026-11-20").excuse(failing("unit::ab")), "*::ab");
});

Deno.test("openQuarantine() tells entries that match nothing, as far as anybody can know", () => {
  const ids = ["unit::a", "unit::gone", "e2e::gone", "*gone"];
  const quarantine = openQuarantine(ids.map((id) => sampleEntry({ id })), "2026-11-20");
  quarantine.excuse(failing("unit::a", "passed"));
  const matchedWith = (e2eToldAll: boolean) =>
    quarantine.accounts([
      { name: "unit", toldAll: true },
      { name: "e2e", toldAll: e2eToldAll },
    ]).map(({ matched }) => matched);
  assertEquals(matchedWith(false), ["yes", "no", "unknown", "unknown"]);
  assertEquals(matchedWith(true), ["yes", "no", "no", "no"]);
});

Deno.test("openQuarantine() without entries excuses nothing and tells nothing", () => {
  const { excuse, accounts } = openQuarantine([], "2026-11-20");
  assertEquals([excuse(failing("unit::a")), accounts([])], [null, []]);
});
