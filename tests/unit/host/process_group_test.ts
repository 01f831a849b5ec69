import { assertThrows } from "@std/assert";
import { killGroup } from "../../../lib/host/process_group.ts";

// Without permission `Deno.kill` throws, so a call that returns has not reached it.
Deno.test("killGroup() refuses ids that mean everybody, ourselves or nothing", () => {
  for (const id of [1, 0, -1, -5, 1.5, NaN, Infinity, 2 ** 60, Deno.pid]) killGroup(id);
});

Deno.test("killGroup() asks the system for any other id", () => {
  assertThrows(() => killGroup(4_000_000), Deno.errors.NotCapable);
});
