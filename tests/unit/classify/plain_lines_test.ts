import { assertEquals } from "@std/assert";
import { plainLines } from "../../../lib/classify/plain_lines.ts";

Deno.test("plainLines() takes colours, links and titles out", () => {
  assertEquals(plainLines("\x1b[31mred\x1b[0m \x1b]0;title\x07plain\x1b]8;;http://x\x1b\\link"), [
    "red plainlink",
  ]);
});

Deno.test("plainLines() takes the timestamps of log collectors off, and nothing else", () => {
  assertEquals(
    plainLines(
      "2026-11-20T10:00:00.123456789Z E   assert 1\r\n[2026-11-20 10:00:00,123]   File x\n2026-11-20 is a day",
    ),
    ["E   assert 1", "  File x", "2026-11-20 is a day"],
  );
});

Deno.test("plainLines() keeps beginning and end of a text that is too long, and cuts long lines", () => {
  const lines = plainLines(`first\n${"x".repeat(500_000)}\nlast`);
  assertEquals([lines[0], lines.at(-1)], ["first", "last"]);
  assertEquals(Math.max(...lines.map(({ length }) => length)), 2_000);
  const many = plainLines("a\n".repeat(1_000_000));
  assertEquals(many.length < 40_000, true);
});
