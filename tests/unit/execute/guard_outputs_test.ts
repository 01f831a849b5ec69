import { assertEquals } from "@std/assert";
import { guardOutputs } from "../../../lib/execute/guard_outputs.ts";

const PLACE = {
  root: "/home/dev/shop",
  outputs: "/home/dev/shop/outputs/qa",
  workdir: "/workspace",
};

Deno.test("guardOutputs() mounts the outputs read-only and pins the folders above them", () => {
  assertEquals(guardOutputs(PLACE), [
    { source: "/home/dev/shop/outputs", target: "/workspace/outputs", readOnly: false },
    { source: "/home/dev/shop/outputs/qa", target: "/workspace/outputs/qa", readOnly: true },
  ]);
});

Deno.test("guardOutputs() adds nothing for outputs that no container sees", () => {
  assertEquals(guardOutputs({ ...PLACE, outputs: "/var/qa" }), []);
  assertEquals(guardOutputs({ ...PLACE, outputs: "/home/dev/shop-outputs" }), []);
});
