import type { Asking, GateContext, GateJudgement, GateRow } from "../../model/gate.ts";
import { ARTIFACT_CODES } from "./artifact_fields.ts";
import { COLLECT_CODES, collectFaults, type FaultCollection, makeFault } from "./collect_faults.ts";
import { judgeOrder, ORDER_CODES, type Tier } from "./judge_tier_order.ts";
import { judgeWording, WORDING_CODES } from "./judge_wording.ts";
import { matchPointer, valueAt } from "./match_pointer.ts";
import { OrderedTiersSettings } from "./ordered_tiers_settings.ts";
import { readJson } from "./read_json.ts";
import { countOf, tellText, tellValue } from "./tell_value.ts";

/** Tiers stand in canonical order, each with its lists, and strict ones are claimed only when certified. */
export const ORDERED_TIERS_GATE: GateRow<OrderedTiersSettings> = {
  kind: "ordered-tiers",
  answers: "Are the tiers whole and in order, and is nothing claimed that is not certified?",
  shape: OrderedTiersSettings,
  judge: judgeTiers,
  codes: {
    ...ARTIFACT_CODES,
    ...ORDER_CODES,
    other_verdict_needed: "Restore the verdict that the strict tier needs: it must be the gate's",
    claim_not_certified: "Take the claim back until the verdict is certified, or get it certified",
    ...WORDING_CODES,
    ...COLLECT_CODES,
  },
  example: {
    id: "claim-tiers",
    kind: "ordered-tiers",
    owner: "release",
    path: "docs/claims.json",
    schema: "acme.claims.v1",
    list: "/claim_tiers/*",
    id_at: "/tier",
    order: ["TIER-1-HOST", "TIER-2-RUNTIME", "TIER-3-REPLACEMENT"],
    required_lists: ["/required_evidence", "/allowed_claim_language", "/forbidden_claim_language"],
    strict: {
      tiers: ["TIER-3-REPLACEMENT"],
      verdict: { path: "docs/evidence/certification_verdict.json", max_age: "30d" },
      needs_at: "/required_verdict",
    },
    wording: { files: ["README.md", "docs/release_notes/*.md"] },
    remediation: ["Restore the canonical order", "Take back what is claimed without the verdict"],
  },
};

function* judgeTiers(
  settings: OrderedTiersSettings,
  context: GateContext,
): Asking<GateJudgement> {
  const faults = collectFaults();
  const { path } = settings;
  const isCertified = yield* readVerdict(settings, context, faults);
  const artifacts = [path, settings.strict?.verdict.path].filter((one) => one !== undefined);
  const read = yield* readJson(settings, context.now);
  read.faults.forEach(faults.add);
  if (read.value === undefined) return faults.conclude({ proved: "", artifacts });
  const tiers = readTiers(settings, read.value);
  judgeOrder(settings, tiers).forEach(faults.add);
  judgeStrict(settings, tiers, { isCertified, add: faults.add });
  const searched = yield* judgeWording(settings, tiers, { isCertified, add: faults.add });
  const strict = settings.strict === undefined
    ? ""
    : `; the strict ones are ${isCertified ? "certified" : "not certified and not claimed"}`;
  return faults.conclude({
    proved: `${countOf(settings.order.length, "tier")} stand in order${strict}`,
    artifacts,
    measures: { tiers: tiers.length, searched, certified: Number(isCertified) },
  });
}

/** What cannot be read certifies nothing. */
function* readVerdict(
  { strict }: OrderedTiersSettings,
  { now }: GateContext,
  { add }: FaultCollection,
): Asking<boolean> {
  if (strict === undefined) return false;
  const { verdict } = strict;
  const read = yield* readJson(verdict, now);
  read.faults.forEach(add);
  return read.faults.length === 0 && valueAt(read.value, verdict.at) === verdict.equals;
}

function readTiers({ list, id_at }: OrderedTiersSettings, value: unknown): readonly Tier[] {
  return matchPointer(value, list).filter((one) => one.value !== undefined).map((one) => {
    const id = valueAt(one.value, id_at);
    return { at: one.at, value: one.value, id: typeof id === "string" ? id : null, told: id };
  });
}

function judgeStrict(
  { path, strict }: OrderedTiersSettings,
  tiers: readonly Tier[],
  { isCertified, add }: { readonly isCertified: boolean } & Pick<FaultCollection, "add">,
): void {
  if (strict === undefined) return;
  const { needs_at, claimed_at, verdict } = strict;
  for (const { id, at, value } of tiers) {
    if (id === null || !strict.tiers.includes(id)) continue;
    const needs = needs_at === undefined ? verdict.equals : valueAt(value, needs_at);
    if (needs !== verdict.equals) {
      const message = `${tellText(id)} needs the verdict ${tellValue(needs)}; ` +
        `${tellValue(verdict.equals)} is wanted`;
      add(makeFault("other_verdict_needed", id, message, { path, at: `${at}${needs_at}` }));
    }
    const claimed = claimed_at === undefined ? false : valueAt(value, claimed_at);
    if (claimed === false || isCertified) continue;
    const message =
      `${tellText(id)} is claimed (${tellValue(claimed)}), and ${verdict.path} does ` +
      `not say ${tellValue(verdict.equals)} at ${verdict.at}`;
    add(makeFault("claim_not_certified", id, message, { path, at: `${at}${claimed_at}` }));
  }
}
