import { assertEquals } from "@std/assert";
import { dayNumber, isDay, judgeWaiver } from "../../../lib/model/judge_waiver.ts";

const NOW = "2026-11-20T23:59:59.000Z";
const WAIVER = {
  gate: "unit",
  owner: "ann",
  reason: "the mirror is down",
  issue: "QA-1",
  scope: "*",
  created: "2026-11-01",
  expires: "2026-12-01",
};

function codes(changes: Record<string, unknown>, now = NOW): readonly string[] {
  return judgeWaiver({ ...WAIVER, ...changes }, now).faults.map(({ code }) => code);
}

Deno.test("judgeWaiver() accepts thirty days, and its last day is one of them", () => {
  assertEquals(judgeWaiver(WAIVER, NOW), { entry: WAIVER, faults: [], daysLeft: 12 });
  assertEquals(codes({ expires: "2026-11-20" }), []);
  assertEquals(codes({ expires: "2026-11-20" }, "2026-11-21T00:00:00Z"), ["waiver_expired"]);
});

Deno.test("judgeWaiver() refuses more than thirty days, and a day that has not come", () => {
  assertEquals(codes({ expires: "2026-12-02" }), ["waiver_too_long"]);
  assertEquals(codes({ created: "2026-11-21" }), ["waiver_not_begun"]);
  assertEquals(codes({ created: "2026-12-03", expires: "2026-12-02" }), [
    "invalid_waiver",
    "waiver_not_begun",
  ]);
});

Deno.test("judgeWaiver() takes one renewal within the first life, for thirty days more", () => {
  const renewed = { created: "2026-10-15", renewed: "2026-11-14" };
  assertEquals(codes({ ...renewed, expires: "2026-12-14" }), []);
  assertEquals(codes({ ...renewed, expires: "2026-12-15" }), ["waiver_too_long"]);
  assertEquals(codes({ ...renewed, renewed: "2026-11-15", expires: "2026-12-14" }), [
    "renewal_too_late",
  ]);
  assertEquals(codes({ ...renewed, renewed: "2026-11-21", expires: "2026-11-30" }), [
    "waiver_not_begun",
    "renewal_too_late",
  ]);
  assertEquals(
    codes({ ...renewed, renewed: "2026-10-14", expires: "2026-11-30" }).includes(
      "renewal_too_late",
    ),
    true,
  );
});

Deno.test("judgeWaiver() names every field that is missing, and what is no day", () => {
  const message = (value: unknown) => judgeWaiver(value, NOW).faults[0]?.message;
  assertEquals(
    message({ gate: "a", owner: "b", reason: "c", issue: "d", scope: "*" }),
    "it has no created and expires",
  );
  assertEquals(message(null), "it has no gate, owner, reason, issue, scope, created and expires");
  assertEquals(
    message({ ...WAIVER, created: "2026-02-30" }),
    '"2026-02-30" is not a day of the calendar',
  );
  assertEquals(
    message({ ...WAIVER, created: "01.02.2026" }),
    "at /created: is not a day written as YYYY-MM-DD",
  );
  assertEquals(message({ ...WAIVER, owner: "  " })?.startsWith("at /owner: "), true);
  assertEquals(message({ ...WAIVER, until: "x" })?.includes("until"), true);
});

Deno.test("isDay() and dayNumber() know the calendar", () => {
  assertEquals(["2024-02-29", "2026-02-29", "2026-13-01", "x"].map(isDay), [
    true,
    false,
    false,
    false,
  ]);
  assertEquals(dayNumber("2026-11-21") - dayNumber(NOW), 1);
});
