import { assertEquals } from "@std/assert";
import { ageMs, AgeText, judgeAge, readMoment } from "../../../../lib/catalog/gates/judge_age.ts";

const NOW = "2026-11-20T12:00:00.000Z";
const codeOf = (told: unknown, max_age?: string): string | null =>
  judgeAge({
    path: "a.json",
    value: { at: told },
    facts: { modifiedAt: null },
    now: NOW,
    max_age,
    generated_at: "/at",
  })?.code ?? null;
const codeOfFile = (modifiedAt: string | null, max_age?: string): string | null =>
  judgeAge({ path: "a.json", value: {}, facts: { modifiedAt }, now: NOW, max_age })?.code ?? null;

Deno.test("ageMs() reads durations and whole days", () => {
  assertEquals(ageMs("90s"), 90_000);
  assertEquals(ageMs("1h30m"), 5_400_000);
  assertEquals(ageMs("30d"), 30 * 86_400_000);
  assertEquals(ageMs("3660d"), 3660 * 86_400_000);
  for (const bad of ["0d", "3661d", "soon", "", "-1h", "0s"]) assertEquals(ageMs(bad), null);
  assertEquals(AgeText.safeParse("soon").success, false);
});

Deno.test("judgeAge() prefers the declared field, and bounds it from both sides", () => {
  assertEquals(codeOf("2026-11-20T11:00:00Z", "1h"), null);
  assertEquals(codeOf("2026-11-20T10:59:59Z", "1h"), "stale_artifact");
  assertEquals(codeOf("2026-11-20T12:05:00Z", "1h"), null);
  assertEquals(codeOf("2026-11-20T12:05:01Z", "1h"), "future_timestamp");
  assertEquals(codeOf("2026-11-20T14:00:00+02:00", "1h"), null);
  assertEquals(codeOf("2026-11-20", "24h"), null);
});

Deno.test("judgeAge() takes no declared field for a fault, even where nothing bounds the age", () => {
  for (
    const told of [undefined, null, 1_763_640_000, "", "2026-11-20T11:00:00", "20 Nov 2026", {}]
  ) {
    assertEquals(codeOf(told), "unknown_age");
  }
  assertEquals(codeOf("2027-01-01T00:00:00Z"), "future_timestamp");
  assertEquals(codeOf("1999-01-01T00:00:00Z"), null);
});

Deno.test("judgeAge() takes the time of the file only where an age is bounded", () => {
  assertEquals(codeOfFile(null), null);
  assertEquals(codeOfFile(null, "1h"), "unknown_age");
  assertEquals(codeOfFile("2026-11-20T10:00:00.000Z", "1h"), "stale_artifact");
  assertEquals(codeOfFile("2026-11-20T11:30:00.000Z", "1h"), null);
});

Deno.test("readMoment() refuses days that are none", () => {
  assertEquals(readMoment("2026-13-01T00:00:00Z"), null);
  assertEquals(readMoment(`2026-11-20T11:00:00Z${" ".repeat(50)}`), null);
});
