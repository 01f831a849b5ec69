import { assertEquals } from "@std/assert";
import { isUntoldEnd } from "../../../lib/classify/is_untold_end.ts";
import { SAMPLE_ACCOUNT } from "../../support/sample_account.ts";

const asleep = { ...SAMPLE_ACCOUNT, events: ["create", "start"] };

Deno.test("isUntoldEnd() is true for an end by a signal of which the engine has told nothing", () => {
  assertEquals(isUntoldEnd(asleep, 137), true);
  assertEquals(isUntoldEnd(asleep, 143), true);
});

Deno.test("isUntoldEnd() is false for an end that was told, that no signal made, or before any start", () => {
  assertEquals(isUntoldEnd({ ...asleep, events: ["create", "start", "die"] }, 143), false);
  assertEquals(isUntoldEnd({ ...asleep, events: ["create"] }, 143), false);
  assertEquals(isUntoldEnd(asleep, 1), false);
  assertEquals(isUntoldEnd({ ...asleep, state: null }, 143), false);
});
