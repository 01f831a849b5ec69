import { assertEquals, assertMatch } from "@std/assert";
import { formatJsonLine } from "../../../lib/report/format_json_line.ts";

Deno.test("formatJsonLine() writes one line that reads back and moves no terminal", () => {
  const value = { text: "line\nbreak \u001b[2J \u009b \u202e \u2028 ümlaut" };
  const line = formatJsonLine(value);
  assertMatch(line, /^[^\p{Cc}\u202e\u2028]*\n$/u);
  assertEquals(JSON.parse(line), value);
});
