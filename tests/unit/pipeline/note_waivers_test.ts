import { assertEquals } from "@std/assert";
import { accountWaivers } from "../../../lib/classify/account_waivers.ts";
import { judgeWaiver } from "../../../lib/model/judge_waiver.ts";
import { noteWaivers } from "../../../lib/pipeline/note_waivers.ts";
import { failedGate, judgedFault, judgedGate } from "../../support/judged_gate.ts";

const WAIVER = {
  ...{ gate: "ready", owner: "ann", reason: "r", issue: "i", scope: "*" },
  ...{ created: "2026-11-01", expires: "2026-11-24" },
};
const AUDIT = judgedGate("excuses", { kind: "waivers" });

function noted(waivers: readonly object[], gates = [judgedGate("ready"), AUDIT]) {
  const standings = waivers.map((one) => judgeWaiver(one, "2026-11-20T12:00:00.000Z"));
  const ids = gates.map(({ head }) => head.id);
  return noteWaivers(gates, accountWaivers(standings, gates, ids), []).at(-1)?.notes;
}

Deno.test("noteWaivers() tells one that is not needed from one that misses its gate", () => {
  assertEquals(noted([WAIVER]), ["waivers[0]: it excuses no fault of ready any more; remove it"]);
  const failing = [failedGate("ready", [judgedFault("art/a.json")]), AUDIT];
  assertEquals(noted([{ ...WAIVER, scope: "docs/*" }], failing), [
    'waivers[0]: its scope "docs/*" means no fault of ready; one is about "art/a.json"',
  ]);
  assertEquals(noted([{ ...WAIVER, gate: "redy" }]), [
    "waivers[0]: there is no gate redy; did you mean ready? Correct its name, or remove the waiver",
  ]);
  assertEquals(noted([{ ...WAIVER, gate: "excuses" }]), [
    "waivers[0]: nothing excuses the gate excuses; remove it",
  ]);
});

Deno.test("noteWaivers() names the last day of one that ends soon, and one that is there twice", () => {
  const faults = [judgedFault("a", { waivedBy: "waivers[0]" })];
  const waived = failedGate("ready", faults, { status: "waived", waivers: ["waivers[0]"] });
  assertEquals(noted([WAIVER, WAIVER], [waived, AUDIT]), [
    "waivers[0] for ready: its last day is 2026-11-24",
    "waivers[1]: other waivers excuse every fault of ready; remove it",
  ]);
});
