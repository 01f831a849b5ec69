import { assertEquals, assertThrows } from "@std/assert";
import { putScoreboard } from "../../../scripts/dev/run_fault_campaign.ts";

Deno.test("putScoreboard() replaces what stands between the two markers, and nothing else", () => {
  const before = "# A\n<!-- scoreboard -->\n\nold\n\n<!-- scoreboard -->\nend\n";
  const after = "# A\n<!-- scoreboard -->\n\n| new |\n\n<!-- scoreboard -->\nend\n";
  assertEquals(putScoreboard(before, "| new |\n"), after);
  assertEquals(putScoreboard(after, "| new |"), after);
});

Deno.test("putScoreboard() refuses a document without its two markers", () => {
  for (const text of ["", "<!-- scoreboard -->", "<!-- scoreboard -->".repeat(3)]) {
    assertThrows(() => putScoreboard(text, "x"), Error, "twice");
  }
});
