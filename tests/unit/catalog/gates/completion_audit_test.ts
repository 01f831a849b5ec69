import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { COMPLETION_AUDIT_GATE } from "../../../../lib/catalog/gates/completion_audit.ts";
import { BLOCKER_KINDS } from "../../../../lib/model/completion_audit_json.ts";
import { play, scenarioOf } from "../../../support/play_gate.ts";

const PATH = "docs/evidence/audit.json";

Deno.test("completion-audit never passes with arbitrary JSON as its audit", async () => {
  const scenario = await scenarioOf("completion-audit", "pass");
  const whole = scenario.files?.[PATH] as Record<string, unknown>;
  const keys = Object.keys(whole).filter((key) => key !== "subject" && key !== "gaps");
  const broken = fc.tuple(fc.constantFrom(...keys), fc.jsonValue())
    .map(([key, value]) => ({ ...whole, [key]: value }));
  await fc.assert(fc.asyncProperty(fc.oneof(fc.jsonValue(), broken), async (audit) => {
    // An audit without artifacts has none that is missing.
    fc.pre(JSON.stringify((audit as Record<string, unknown> | null)?.["artifacts"]) !== "[]");
    const files = { ...scenario.files, [PATH]: JSON.stringify(audit) };
    const { judgement } = await play(COMPLETION_AUDIT_GATE, { ...scenario, files });
    assert(judgement.faults.length > 0);
  }));
});

Deno.test("completion-audit tells blockers by kind, and one next action for each kind", async () => {
  const scenario = await scenarioOf("completion-audit", "all-blockers");
  const { judgement } = await play(COMPLETION_AUDIT_GATE, scenario);
  const { blockers, operator_next_actions: actions } = judgement.report as {
    blockers: { kind: string }[];
    operator_next_actions: string[];
  };
  const kinds = BLOCKER_KINDS.filter((kind) => kind !== "missing_artifact");
  assertEquals(blockers.map(({ kind }) => kind), [...kinds]);
  assertEquals(actions, kinds.map((kind) => COMPLETION_AUDIT_GATE.codes[kind]!));
});

Deno.test("completion-audit tells no blockers where it passes", async () => {
  const { judgement } = await play(
    COMPLETION_AUDIT_GATE,
    await scenarioOf("completion-audit", "pass"),
  );
  assertEquals(judgement.report, { blockers: [], operator_next_actions: [] });
});

Deno.test("every blocker kind has a scenario of its own", async () => {
  for (const kind of BLOCKER_KINDS) {
    const name = kind.replaceAll("_", "-");
    const { expects } = await scenarioOf("completion-audit", name);
    assertEquals(expects.map((one) => one.split(" ")[0]), [kind]);
  }
});

Deno.test("completion-audit takes a short commit for the long one that it begins", async () => {
  const scenario = await scenarioOf("completion-audit", "pass");
  const audit = { ...scenario.files?.[PATH] as object, commit: "ccccccc" };
  const files = { ...scenario.files, [PATH]: audit };
  assertEquals((await play(COMPLETION_AUDIT_GATE, { ...scenario, files })).got, []);
});
