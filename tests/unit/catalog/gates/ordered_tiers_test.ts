import { assertEquals } from "@std/assert";
import { ORDERED_TIERS_GATE } from "../../../../lib/catalog/gates/ordered_tiers.ts";
import { assertNothingElsePasses } from "../../../support/hostile_gate.ts";
import { codesOf, judgeGate } from "../../../support/judge_gate.ts";

const TIERS = { tiers: [{ id: "one", evidence: ["a"] }, { id: "two", evidence: ["b"] }] };
const SETTINGS = { path: "t.json", order: ["one", "two"], required_lists: ["/evidence"] };

Deno.test("ORDERED_TIERS_GATE lets no tiers pass but those of the order", () => {
  assertNothingElsePasses({
    row: ORDERED_TIERS_GATE,
    settings: SETTINGS,
    world: { files: { "t.json": JSON.stringify(TIERS) } },
    path: "t.json",
    words: ["tiers", "id", "one", "evidence"],
  });
});

Deno.test("ORDERED_TIERS_GATE certifies by nothing but the wanted value of a verdict that can be used", () => {
  const tiers = { tiers: [{ id: "one" }, { id: "two", claimed: true }] };
  const verdict = { path: "v.json" };
  const settings = {
    path: "t.json",
    order: ["one", "two"],
    strict: { tiers: ["two"], verdict, claimed_at: "/claimed" },
  };
  const judge = (value: unknown) =>
    codesOf(judgeGate(ORDERED_TIERS_GATE, settings, {
      files: { "t.json": JSON.stringify(tiers) },
      values: { "v.json": value },
    }));
  assertEquals(judge({ overall_verdict: "CERTIFIED" }), []);
  for (
    const other of [{ overall_verdict: "certified" }, { overall_verdict: ["CERTIFIED"] }, [], null]
  ) {
    assertEquals(judge(other), ["claim_not_certified"]);
  }
});

Deno.test("ORDERED_TIERS_GATE takes a tier that does not say that it is not claimed for claimed", () => {
  const strict = { tiers: ["one"], verdict: { path: "v.json" }, claimed_at: "/claimed" };
  const judge = (tier: Record<string, unknown>) =>
    codesOf(judgeGate(ORDERED_TIERS_GATE, { path: "t.json", order: ["one"], strict }, {
      values: { "t.json": { tiers: [{ id: "one", ...tier }] }, "v.json": {} },
    }));
  assertEquals(judge({ claimed: false }), []);
  for (const claimed of [true, "no", null, 0]) {
    assertEquals(judge({ claimed }), ["claim_not_certified"]);
  }
  assertEquals(judge({}), ["claim_not_certified"]);
});

Deno.test("ORDERED_TIERS_GATE does not search the file of the tiers itself", () => {
  const tiers = { tiers: [{ id: "one", forbidden_claim_language: ["full replacement"] }] };
  const files = { "docs/t.json": JSON.stringify(tiers), "docs/a.md": "It is small." };
  const settings = { path: "docs/t.json", order: ["one"], wording: { files: ["docs/**"] } };
  assertEquals(codesOf(judgeGate(ORDERED_TIERS_GATE, settings, { files })), []);
});

Deno.test("ORDERED_TIERS_GATE finds a phrase whatever its case and its line breaks, and nothing else", () => {
  const judge = (text: string, phrase: string) =>
    codesOf(judgeGate(
      ORDERED_TIERS_GATE,
      {
        path: "t.json",
        order: ["one"],
        wording: { files: ["*.md"], forbidden_at: "/no/*" },
      },
      {
        files: {
          "t.json": JSON.stringify({ tiers: [{ id: "one", no: [phrase] }] }),
          "a.md": text,
        },
      },
    ));
  assertEquals(judge("It is a Full\n  Replacement.", "full replacement"), ["forbidden_claim"]);
  assertEquals(judge("It is fully a replacement.", "full replacement"), []);
  assertEquals(judge("aaa", "a.a"), []);
  assertEquals(judge("It costs (1+1)* now", "(1+1)*"), ["forbidden_claim"]);
});

Deno.test("ORDERED_TIERS_GATE refuses strict tiers that are not in order, and a tier named twice", () => {
  const isRead = (settings: unknown) => ORDERED_TIERS_GATE.shape.safeParse(settings).success;
  const verdict = { path: "v.json" };
  assertEquals(isRead({ ...SETTINGS, strict: { tiers: ["three"], verdict } }), false);
  assertEquals(isRead({ ...SETTINGS, order: ["one", "one"] }), false);
});
