import { assertEquals } from "@std/assert";
import { accountQuarantine, accountWaivers } from "../../../lib/classify/account_waivers.ts";
import { judgeWaiver } from "../../../lib/model/judge_waiver.ts";
import { judgedFault, judgedGate } from "../../support/judged_gate.ts";

const NOW = "2026-11-20T12:00:00.000Z";

function waiver(gate: string, changes: Record<string, unknown> = {}) {
  return judgeWaiver({
    ...{ gate, owner: "ann", reason: "r", issue: "i", scope: "*" },
    ...{ created: "2026-11-01", expires: "2026-12-01" },
    ...changes,
  }, NOW);
}

Deno.test("accountWaivers() tells the used from the unused, and why the others excuse nothing", () => {
  const gates = [
    judgedGate("unit", {
      status: "waived",
      waivers: ["waivers[0]"],
      faults: [judgedFault("a", { waivedBy: "waivers[0]" })],
    }),
    judgedGate("late", { status: "not-judged" }),
    judgedGate("calm"),
  ];
  const standings = [
    waiver("unit"),
    waiver("calm"),
    waiver("late"),
    waiver("gone"),
    waiver("unit", { expires: "2026-11-02" }),
    waiver("unit", { owner: "" }),
  ];
  const found = accountWaivers(standings, gates, ["unit", "late", "calm"]);
  assertEquals(found.map(({ status }) => status), [
    "used",
    "unused",
    "not-judged",
    "unknown-gate",
    "expired",
    "invalid",
  ]);
  assertEquals([found[0]?.excused, found[0]?.excusedCount], [["a"], 1]);
});

Deno.test("accountQuarantine() believes the newest record, and the calendar before it", () => {
  const entry = { id: "a::*", owner: "ann", expires: "2026-11-20" };
  const ids = ["a", "b", "c", "d"].map((id) => ({ ...entry, id }));
  const told = [
    { id: "a", matched: "yes" },
    { id: "b", matched: "no" },
    { id: "c", matched: "unknown" },
  ] as const;
  const status = (now: string) => accountQuarantine(ids, told, now).map(({ status }) => status);
  assertEquals(status(NOW), ["used", "unused", "unknown", "unknown"]);
  assertEquals(status("2026-11-21T00:00:00Z"), ["expired", "expired", "expired", "expired"]);
});
