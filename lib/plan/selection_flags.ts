import type { Plan } from "../model/plan.ts";
import { isElsewhere } from "../model/shard.ts";
import { sayNotInProfile } from "./select_suites.ts";

/** What can be a suite here; a record may say anything. */
const SUITE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Flags of the gate with which a recorded plan chooses the same suites again: profile and mode, and
 * the names of the suites where others were left out by name. All words are checked.
 */
export function selectionFlags(
  { profile, mode, suites, leftOut }: Pick<Plan, "profile" | "mode" | "suites" | "leftOut">,
): readonly string[] {
  const isByName = leftOut.some(({ why }) => !isElsewhere(why) && why !== sayNotInProfile(profile));
  const elsewhere = leftOut.filter(({ why }) => isElsewhere(why)).map(({ suite }) => suite);
  const names = isByName ? [...suites.map(({ name }) => name), ...elsewhere] : [];
  return [
    ...profile === "full" ? [] : ["--profile", profile],
    ...mode === "auto" ? [] : ["--mode", mode],
    ...names.filter((name) => SUITE.test(name)).flatMap((name) => ["--suite", name]),
  ];
}
