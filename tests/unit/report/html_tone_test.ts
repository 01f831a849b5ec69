import { assertEquals } from "@std/assert";
import { SUITE_OUTCOMES, TEST_OUTCOMES } from "../../../lib/model/outcome.ts";
import { VERDICTS } from "../../../lib/model/verdict.ts";
import { signOf, toneOf } from "../../../lib/report/html_tone.ts";

Deno.test("toneOf() and signOf() say of every outcome how good it is, without colour too", () => {
  const all = [...new Set([...VERDICTS, ...SUITE_OUTCOMES, ...TEST_OUTCOMES])];
  assertEquals(all.filter((one) => toneOf(one) === "good"), ["passed", "expected-failure"]);
  assertEquals(
    ["passed", "failed", "flaky", "skipped", "never heard of"].map(signOf),
    ["✓", "✗", "!", "–", "✗"],
  );
});
