import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { BOUNDARY_GATE } from "../../../../lib/catalog/gates/boundary.ts";
import { play, scenarioOf } from "../../../support/play_gate.ts";

Deno.test("boundary never passes with arbitrary JSON or text as its manifest", async () => {
  const scenario = await scenarioOf("boundary", "pass");
  await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), fc.string()), async (value) => {
    const files = { ...scenario.files, "boundaries.json": value };
    const { judgement } = await play(BOUNDARY_GATE, { ...scenario, files });
    assert(judgement.faults.length > 0);
  }));
});

Deno.test("boundary never throws whatever stands in the modules", async () => {
  const scenario = await scenarioOf("boundary", "pass");
  await fc.assert(fc.asyncProperty(fc.string(), fc.string(), async (before, behind) => {
    const text = `${before}\nimport "../core/plan.ts";\n${behind}`;
    const files = { ...scenario.files, "src/host/host.ts": text };
    const { judgement } = await play(BOUNDARY_GATE, { ...scenario, files });
    assertEquals(judgement.faults[0]?.code, "banned_pair");
  }));
});

Deno.test("boundary tells the three checks as measures", async () => {
  const checks = async (name: string) => {
    const { judgement } = await play(BOUNDARY_GATE, await scenarioOf("boundary", name));
    const measures = judgement.measures ?? {};
    return [
      measures["all_modules_mapped_or_deferred"],
      measures["no_duplicate_domain_ownership"],
      measures["banned_cross_boundary_pairs_absent"],
    ];
  };
  assertEquals(await checks("pass"), [1, 1, 1]);
  assertEquals(await checks("missing-owner"), [0, 1, 1]);
  assertEquals(await checks("duplicate-owner"), [1, 0, 1]);
  assertEquals(await checks("banned-pair"), [1, 1, 0]);
});

Deno.test("boundary names the line of a banned import", async () => {
  const { judgement } = await play(
    BOUNDARY_GATE,
    await scenarioOf("boundary", "banned-pair-python"),
  );
  assertEquals(judgement.faults[0]?.place, { path: "app/host/files.py", at: "line 2" });
});
