import type { LeftOut, Profile } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { nearestSpelling } from "../model/spelling.ts";

/** What selection looks at. */
export interface Selectable {
  readonly name: string;
  /** Undefined: it belongs to all profiles. */
  readonly profiles?: readonly Profile[] | undefined;
  readonly needs?: readonly string[] | undefined;
}

/** What the user asked for. */
export interface Wish {
  readonly profile: Profile;
  /** Names given by `--suite`; they win over the profile. */
  readonly only: readonly string[];
  readonly exclude: readonly string[];
}

/** The suites meant, in their own order, and an account of all others. */
export interface Selection<T> {
  readonly selected: readonly T[];
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly string[];
}

/** Suites of the profile or those named, with all they need; a `usage` problem for unknown names or an empty choice. */
export function selectSuites<T extends Selectable>(
  suites: readonly T[],
  wish: Wish,
): Result<Selection<T>, Problem> {
  const unknown = findUnknown(suites, wish);
  if (unknown !== null) return err(unknown);
  const wanted = suites.filter((suite) => isWanted(suite, wish)).map(({ name }) => name);
  const selected = new Set<string>();
  const blocked = new Map<string, string>();
  const needs = new Map(suites.map((suite) => [suite.name, suite.needs ?? []]));
  for (const name of wanted) {
    const closure = closureOf(needs, name);
    const obstacle = closure.find((need) => wish.exclude.includes(need));
    if (obstacle === undefined) { for (const need of closure) selected.add(need); }
    else if (obstacle !== name) blocked.set(name, `needs "${obstacle}", which is excluded`);
  }
  const leftOut = suites.filter(({ name }) => !selected.has(name)).map((suite) => ({
    suite: suite.name,
    why: blocked.get(suite.name) ?? whyNot(suite, wish),
  }));
  if (selected.size === 0) return err(explainNothing(leftOut, wish));
  const asked = new Set(wanted);
  const pulled = [...selected].filter((name) => !asked.has(name));
  const notes = pulled.map((name) => notePulled(suites, selected, name));
  return ok({ selected: suites.filter(({ name }) => selected.has(name)), leftOut, notes });
}

function isWanted({ name, profiles }: Selectable, { only, profile }: Wish): boolean {
  if (only.length > 0) return only.includes(name);
  return profiles === undefined || profiles.includes(profile);
}

/** The suite and everything it needs, directly or not, the suite first. */
function closureOf(
  needs: ReadonlyMap<string, readonly string[]>,
  start: string,
): readonly string[] {
  const found = new Set([start]);
  for (const name of found) for (const need of needs.get(name) ?? []) found.add(need);
  return [...found];
}

function whyNot({ name }: Selectable, { exclude, only, profile }: Wish): string {
  if (exclude.includes(name)) return "excluded by --exclude";
  return only.length > 0 ? "not named by --suite" : sayNotInProfile(profile);
}

/** Why a suite is left out that its profile leaves out. */
export function sayNotInProfile(profile: string): string {
  return `not in profile ${profile}`;
}

function notePulled(
  suites: readonly Selectable[],
  selected: ReadonlySet<string>,
  name: string,
): string {
  const by = suites.find((suite) => selected.has(suite.name) && suite.needs?.includes(name));
  return `Suite "${name}" runs too: "${by?.name ?? ""}" needs it`;
}

function findUnknown(suites: readonly Selectable[], { only, exclude }: Wish): Problem | null {
  const names = suites.map(({ name }) => name);
  const asked = [
    ...only.map((name) => ["--suite", name] as const),
    ...exclude.map((name) => ["--exclude", name] as const),
  ];
  const [flag, name] = asked.find(([, asking]) => !names.includes(asking)) ?? [];
  if (flag === undefined || name === undefined) return null;
  const near = nearestSpelling(name, names);
  const hint = near === null ? `Suites: ${names.join(", ")}` : `Did you mean ${flag} ${near}?`;
  return { kind: "usage", message: `There is no suite "${name}"`, hint };
}

function explainNothing(leftOut: readonly LeftOut[], { only, profile }: Wish): Problem {
  const reasons = leftOut.slice(0, 5).map(({ suite, why }) => `${suite}: ${why}`).join("; ");
  const what = only.length > 0
    ? "No suite is left to run"
    : `No suite is left in profile ${profile}`;
  const hint = "Name suites with --suite, take an --exclude away, or choose another --profile";
  return { kind: "usage", message: `${what} (${reasons})`, hint };
}
