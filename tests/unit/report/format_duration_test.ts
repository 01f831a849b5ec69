import { assertEquals } from "@std/assert";
import { formatClock, formatDuration } from "../../../lib/report/format_duration.ts";

Deno.test("formatDuration() uses tenths below a minute, then two units", () => {
  const given = [-1, 0, 449, 2900, 59_949, 59_951, 64_000, 3_599_600, 7_500_000];
  const words = ["0.0s", "0.0s", "0.4s", "2.9s", "59.9s", "1m 00s", "1m 04s", "1h 00m", "2h 05m"];
  assertEquals(given.map(formatDuration), words);
});

Deno.test("formatClock() counts minutes beyond an hour and never rounds up", () => {
  const given = [-5, 3299, 59_999, 4_500_000];
  assertEquals(given.map(formatClock), ["00:00.0", "00:03.2", "00:59.9", "75:00.0"]);
});
