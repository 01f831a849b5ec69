import { assertEquals } from "@std/assert";
import { FAULTS_LISTED } from "../../../lib/catalog/gates/collect_faults.ts";
import { loadGateRows } from "../../../lib/catalog/gates.ts";
import { contextOf } from "../../../lib/catalog/answer_scenario.ts";
import type { Unread } from "../../../lib/model/gate.ts";
import { judgeGate } from "../../../lib/pipeline/judge_gate.ts";
import { fakeHost } from "../../support/fake_host.ts";

const GONE: Unread = { is: "unread", code: "not-found", why: "it does not exist" };
const CALL = { script: "/project/verdict.ts", root: "/project", flags: [] };
const HEAD = { id: "a", blocking: true, owner: null, reproduce: null, remediation: null };

Deno.test("judgeGate() counts the faults that its judge found, not only those that are listed", async () => {
  const kind = "evidence-bundle";
  const row = (await loadGateRows()).find((one) => one.kind === kind)!;
  const artifacts = Array.from({ length: FAULTS_LISTED + 50 }, (_, at) => ({ path: `${at}.json` }));
  const gate = { head: { ...HEAD, kind }, row, settings: row.shape.parse({ artifacts }) };
  const answers = {
    answer: (asked: readonly unknown[]) => Promise.resolve(asked.map(() => GONE)),
    seen: () => [],
  };
  const means = { context: contextOf({}), answers, waivers: [], deciding: "all" } as const;
  const judged = await judgeGate(fakeHost(), gate, { ...means, call: CALL });
  assertEquals(judged.faultCount, FAULTS_LISTED + 50);
  assertEquals(judged.detail.split(" ")[0], String(FAULTS_LISTED + 50));
});
