import type { Asking, GateAnswer, GateFault } from "../../model/gate.ts";
import { ask, askAll } from "../../model/gate_asking.ts";
import { makeFault } from "./collect_faults.ts";
import type { Tier } from "./judge_tier_order.ts";
import { matchPointer } from "./match_pointer.ts";
import type { OrderedTiersSettings } from "./ordered_tiers_settings.ts";
import { explainUnread } from "./read_input.ts";
import { tellText } from "./tell_value.ts";

/** Texts that are held in memory at once. */
const BATCH = 16;
const PHRASE_MAX = 500;
const PHRASES_MAX = 1000;

/** What to do when texts say what they must not. */
export const WORDING_CODES = {
  forbidden_claim: "Take the phrase out: the highest tier in force forbids it",
  no_texts: "Correct the globs of wording: no text was searched, and so nothing is proved",
  too_many_texts: "Narrow the globs of wording: not everything below them was listed",
  unusable_phrase: "Write phrases as texts of 1 to 500 characters, and at most 1,000 of them",
} as const;

/** A phrase that must stand nowhere, and why. */
interface Phrase {
  readonly pattern: RegExp;
  readonly text: string;
  readonly code: "claim_not_certified" | "forbidden_claim";
  readonly tier: string;
}

/** Whether the verdict certifies the strict tiers, and who is told of faults. */
export interface WordingSession {
  readonly isCertified: boolean;
  readonly add: (fault: GateFault) => void;
}

/** Searches texts for what must not be claimed; returns how many were searched. */
export function* judgeWording(
  settings: OrderedTiersSettings,
  tiers: readonly Tier[],
  { isCertified, add }: WordingSession,
): Asking<number> {
  const { wording, path: own } = settings;
  if (wording === undefined) return 0;
  const { files: globs, except } = wording;
  const found = yield* ask({ as: "files", globs, except });
  const subject = globs.join(", ");
  if (found.is === "unread") {
    add(explainUnread(subject, found));
    return 0;
  }
  const paths = found.paths.filter((path) => path !== own);
  if (!found.isWhole) add(makeFault("too_many_texts", subject, `${subject} means too many files`));
  if (paths.length === 0) add(makeFault("no_texts", subject, `no text matches ${subject}`));
  const phrases = readPhrases(settings, tiers, { isCertified, add });
  for (let from = 0; from < paths.length; from += BATCH) {
    const batch = paths.slice(from, from + BATCH);
    const texts = yield* askAll(batch.map((path) => ({ as: "text" as const, path })));
    texts.forEach((text, at) => search(batch[at]!, text, { phrases, add }));
  }
  return paths.length;
}

function search(
  path: string,
  text: GateAnswer,
  { phrases, add }: {
    readonly phrases: readonly Phrase[];
    readonly add: (fault: GateFault) => void;
  },
): void {
  if (text.is === "unread") return add(explainUnread(path, text));
  if (text.is !== "text") return;
  for (const { pattern, text: phrase, code, tier } of phrases) {
    const at = text.text.search(pattern);
    if (at < 0) continue;
    const line = text.text.slice(0, at).split("\n").length;
    const why = code === "forbidden_claim"
      ? `${tier} forbids it`
      : `it belongs to ${tier}, which is not certified`;
    const message = `${path} says "${phrase}" (line ${line}); ${why}`;
    add(makeFault(code, path, message, { path, at: `line ${line}` }));
  }
}

function readPhrases(
  { wording, strict, order, path }: OrderedTiersSettings,
  tiers: readonly Tier[],
  { isCertified, add }: WordingSession,
): readonly Phrase[] {
  const isOpen = (id: string): boolean => isCertified || strict?.tiers.includes(id) !== true;
  const inForce = order.findLast((id) => isOpen(id) && tiers.some((tier) => tier.id === id));
  const phrases = tiers.flatMap((tier): readonly Phrase[] => {
    if (tier.id === null || wording === undefined) return [];
    const session = { tier, path, add };
    return [
      ...isOpen(tier.id)
        ? []
        : phrasesAt(wording.allowed_at, { ...session, code: "claim_not_certified" }),
      ...tier.id === inForce
        ? phrasesAt(wording.forbidden_at, { ...session, code: "forbidden_claim" })
        : [],
    ];
  });
  if (phrases.length <= PHRASES_MAX) return phrases;
  const message = `${path} has ${phrases.length} phrases; at most ${PHRASES_MAX} are looked for`;
  add(makeFault("unusable_phrase", path, message, { path, at: null }));
  return phrases.slice(0, PHRASES_MAX);
}

function phrasesAt(
  pointer: string,
  { tier, code, path, add }: {
    readonly tier: Tier;
    readonly code: Phrase["code"];
    readonly path: string;
    readonly add: (fault: GateFault) => void;
  },
): readonly Phrase[] {
  const name = tellText(tier.id ?? tier.at);
  return matchPointer(tier.value, pointer).flatMap(({ at, value }) => {
    if (value === undefined) return [];
    const words = typeof value === "string" ? value.trim() : "";
    if (words === "" || words.length > PHRASE_MAX) {
      const message = `${name} has no usable phrase at ${at}`;
      add(makeFault("unusable_phrase", name, message, { path, at: tier.at + at }));
      return [];
    }
    return [{ pattern: patternOf(words), text: tellText(words), code, tier: name }];
  });
}

/** Case and the sort of white space do not matter: a claim may be broken over lines. */
function patternOf(words: string): RegExp {
  return new RegExp(words.split(/\s+/).map((word) => RegExp.escape(word)).join("\\s+"), "iu");
}
