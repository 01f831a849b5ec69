import { assertEquals } from "@std/assert";
import { SUITE_OUTCOMES } from "../../../lib/model/outcome.ts";
import { VERDICTS } from "../../../lib/model/verdict.ts";
import { outcomeColour } from "../../../lib/report/outcome_colour.ts";

Deno.test("outcomeColour() is green for passed alone", () => {
  const green = [...VERDICTS, ...SUITE_OUTCOMES].filter((one) => outcomeColour(one) === "green");
  assertEquals(green, ["passed", "passed"]);
});

Deno.test("outcomeColour() is red for every verdict that says something is wrong", () => {
  const red = VERDICTS.filter((one) => outcomeColour(one) === "red");
  assertEquals(red, ["failed", "infra", "unproven"]);
});
