import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { FLOORS_GATE } from "../../../../lib/catalog/gates/floors.ts";
import { play, scenarioOf } from "../../../support/play_gate.ts";

Deno.test("floors never passes with arbitrary JSON as its inventory", async () => {
  const scenario = await scenarioOf("floors", "pass");
  const value = fc.oneof(
    fc.jsonValue(),
    fc.jsonValue().map((modules) => ({
      schema: "project.inventory.v1",
      generated_at: "2026-01-01T00:00:00Z",
      modules,
    })),
  );
  await fc.assert(fc.asyncProperty(value, async (inventory) => {
    const files = { "inventory.json": JSON.stringify(inventory) };
    const { judgement } = await play(FLOORS_GATE, { ...scenario, files });
    assert(judgement.faults.length > 0);
  }));
});

Deno.test("floors never passes with arbitrary JSON as its rubric", async () => {
  const scenario = await scenarioOf("floors", "pass-with-rubric");
  await fc.assert(fc.asyncProperty(fc.jsonValue(), async (rubric) => {
    const files = { ...scenario.files, "rubric.jsonc": JSON.stringify(rubric) };
    const { judgement } = await play(FLOORS_GATE, { ...scenario, files });
    assert(judgement.faults.length > 0);
  }));
});

Deno.test("floors notes what is excused, until when and by whom, and what excuses nothing", async () => {
  const scenario = await scenarioOf("floors", "pass-with-exception");
  const { judgement } = await play(FLOORS_GATE, scenario);
  assertEquals(judgement.notes, [
    "coverage of net is 0.41, below its floor 0.5; excused until 2026-01-31 (us)",
  ]);
  const fine = await play(FLOORS_GATE, {
    ...scenario,
    files: (await scenarioOf("floors", "pass")).files!,
  });
  assertEquals(fine.judgement.notes, [
    "the exception of net for coverage excuses nothing: take it out",
  ]);
});

Deno.test("floors can note instead of fail what is not in inventory or rubric", async () => {
  const missing = await scenarioOf("floors", "missing-module");
  const settings = { ...missing.settings, on_missing_module: "note" };
  const { judgement } = await play(FLOORS_GATE, { ...missing, settings });
  assertEquals([judgement.faults, judgement.notes], [[], [
    "net has a limit and is not in inventory.json",
  ]]);
});

Deno.test("floors does not pass where no limit is for what is in the inventory", async () => {
  const scenario = await scenarioOf("floors", "pass");
  const settings = {
    ...scenario.settings,
    limits: [{ module: "other", metric: "coverage", floor: 1 }],
    on_missing_module: "note",
    on_missing_limit: "note",
  };
  const { got } = await play(FLOORS_GATE, { ...scenario, settings });
  assertEquals(got, ["no_limits inventory.json"]);
});
