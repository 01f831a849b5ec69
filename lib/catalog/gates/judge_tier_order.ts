import type { GateFault } from "../../model/gate.ts";
import { makeFault } from "./collect_faults.ts";
import { matchPointer, valueAt } from "./match_pointer.ts";
import type { OrderedTiersSettings } from "./ordered_tiers_settings.ts";
import { tellText, tellValue } from "./tell_value.ts";

/** One tier as its file tells it. */
export interface Tier {
  /** JSON pointer to it. */
  readonly at: string;
  readonly value: unknown;
  /** Null where it has no text for an id. */
  readonly id: string | null;
  /** What stands where the id is wanted. */
  readonly told: unknown;
}

/** What to do when tiers are not as they must be. */
export const ORDER_CODES = {
  tier_missing: "Bring the tier back, at its place in the canonical order",
  tier_unknown: "Take the tier out, or add it to the order of the entry",
  tier_repeated: "Leave the tier once",
  tier_order: "Restore the canonical order of the tiers",
  tier_without_id: "Give the tier its id",
  tier_list_empty: "Fill the list of the tier: an empty one asks for nothing",
} as const;

/** Whether the tiers are those of the canonical order, each once and in order, each with its lists. */
export function judgeOrder(
  settings: OrderedTiersSettings,
  tiers: readonly Tier[],
): readonly GateFault[] {
  const { order, path, list } = settings;
  const seen = new Set<string>();
  const faults: GateFault[] = [];
  let highest = -1;
  for (const tier of tiers) {
    const rank = tier.id === null ? -1 : order.indexOf(tier.id);
    const code = codeOf(tier, { seen, rank, highest });
    if (code !== null) faults.push(explainTier(code, tier, settings));
    highest = Math.max(highest, rank);
    if (tier.id !== null) seen.add(tier.id);
    faults.push(...judgeLists(settings, tier));
  }
  const missing = order.filter((id) => !seen.has(id)).map((id) =>
    makeFault("tier_missing", id, `${path} has no tier ${tellText(id)}`, { path, at: list })
  );
  return [...missing, ...faults];
}

function codeOf(
  { id }: Tier,
  { seen, rank, highest }: {
    readonly seen: ReadonlySet<string>;
    readonly rank: number;
    readonly highest: number;
  },
): keyof typeof ORDER_CODES | null {
  if (id === null) return "tier_without_id";
  if (seen.has(id)) return "tier_repeated";
  if (rank < 0) return "tier_unknown";
  return rank < highest ? "tier_order" : null;
}

function explainTier(
  code: keyof typeof ORDER_CODES,
  { id, at, told }: Tier,
  { path, order, id_at }: OrderedTiersSettings,
): GateFault {
  const name = id === null ? at : tellText(id);
  const words: Readonly<Record<string, string>> = {
    tier_without_id: `has ${tellValue(told)} at ${id_at}, where its id is wanted`,
    tier_repeated: "stands there a second time",
    tier_unknown: "is none of the canonical tiers",
    tier_order: "stands too late",
  };
  const message = `${name} ${words[code]}; the order is ${
    order.map((one) => tellText(one)).join(", ")
  }`;
  return makeFault(code, name, message, { path, at });
}

function judgeLists(
  { required_lists, path }: OrderedTiersSettings,
  { id, at, value }: Tier,
): readonly GateFault[] {
  return required_lists.filter((pointer) => !isFilled(valueAt(value, pointer))).map((pointer) => {
    const told = tellValue(matchPointer(value, pointer)[0]?.value);
    const name = tellText(id ?? at);
    const message =
      `${name} has ${told} at ${pointer}; a list of texts that are not empty is wanted`;
    return makeFault("tier_list_empty", name, message, { path, at: `${at}${pointer}` });
  });
}

/** True for a list with something in it, and no empty text. */
function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0 &&
    list.every((one) =>
      typeof one === "string" ? one.trim() !== "" : typeof one === "object" && one !== null
    );
}
