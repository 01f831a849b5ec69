import { assert, assertEquals } from "@std/assert";
import { resolvePlan } from "../../../lib/plan/resolve_plan.ts";
import { sampleInput } from "../../support/sample_input.ts";

const CONFIG = '{ "suites": [{ "name": "unit", "runner": "pytest", "failsafe": true }] }';

function plan(outputs: string) {
  return resolvePlan(sampleInput({ root: "/srv/p", config: CONFIG, args: ["--outputs", outputs] }));
}

for (const outputs of [".", "/srv/p", "/srv", "/", "..", "out/.."]) {
  Deno.test(`checkPlaces() refuses results in ${outputs}, where the project itself stands`, () => {
    const planned = plan(outputs);
    assert(!planned.ok && planned.error.kind === "usage");
    assert(planned.error.message.startsWith("--outputs: /"), planned.error.message);
  });
}

Deno.test("checkPlaces() takes a folder in the project, beside it or with a similar name", () => {
  const all = ["out", "outputs/qa", "/srv/p2", "../results", "/srv2"].map(plan);
  assertEquals(all.map(({ ok }) => ok), [true, true, true, true, true]);
});
