import { assertEquals } from "@std/assert";
import { applyWaivers } from "../../../lib/classify/apply_waivers.ts";
import { judgeWaiver } from "../../../lib/model/judge_waiver.ts";

const NOW = "2026-11-20T12:00:00.000Z";

function waiver(changes: Record<string, unknown> = {}) {
  return judgeWaiver({
    ...{ gate: "unit", owner: "ann", reason: "r", issue: "i", scope: "*" },
    ...{ created: "2026-11-01", expires: "2026-12-01" },
    ...changes,
  }, NOW);
}

const fault = (subject: string) => ({ code: "c", subject, message: "m", place: null });
const UNIT = { id: "unit", kind: "suite" };

Deno.test("applyWaivers() passes without faults and fails without waivers", () => {
  assertEquals(applyWaivers(UNIT, [], [waiver()]).status, "pass");
  assertEquals(applyWaivers(UNIT, [fault("a")], []).status, "fail");
});

Deno.test("applyWaivers() waives a gate whose every fault is excused", () => {
  const faults = [fault("src/a.ts"), fault("src/deep/b.ts"), fault("docs/c.md")];
  const half = applyWaivers(UNIT, faults, [waiver({ scope: "src/*" })]);
  assertEquals(half.status, "fail");
  assertEquals(half.faults.map(({ waivedBy }) => waivedBy), ["waivers[0]", "waivers[0]", null]);
  const both = applyWaivers(UNIT, faults, [
    waiver({ scope: "src/*" }),
    waiver({ scope: "docs/?.md" }),
  ]);
  assertEquals([both.status, both.waivers], ["waived", ["waivers[0]", "waivers[1]"]]);
});

Deno.test("applyWaivers() ignores waivers that are over, broken, or of another gate", () => {
  for (const one of [{ expires: "2026-11-19" }, { gate: "other" }, { issue: "" }]) {
    assertEquals(applyWaivers(UNIT, [fault("a")], [waiver(one)]).status, "fail");
  }
});

Deno.test("applyWaivers() excuses nothing of the gate that judges waivers", () => {
  const gate = { id: "audit", kind: "waivers" };
  assertEquals(applyWaivers(gate, [fault("a")], [waiver({ gate: "audit" })]).status, "fail");
});
