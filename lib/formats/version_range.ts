import { err, ok, type Result } from "../model/result.ts";

/** A version that can be compared: its numbers, and what stands behind a dash. */
export interface ReadVersion {
  /** One to four numbers. */
  readonly numbers: readonly number[];
  /** Parts of a pre-release such as `rc.1`; empty for a release. */
  readonly before: readonly string[];
}

/** Alternatives, of which each is a list of bounds that all hold. */
export type VersionRange = readonly (readonly Bound[])[];

interface Bound {
  readonly sign: ">=" | ">" | "<" | "<=";
  readonly version: ReadVersion;
}

const VERSION =
  /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?:-([0-9A-Za-z.-]{1,100}))?(?:\+[0-9A-Za-z.-]{1,100})?$/;
const PART = /^(>=|<=|>|<|=|\^|~)?\s*(v?\d[0-9A-Za-z.+-]*|\*|x)$/;
const HYPHEN = /^(\S+)\s+-\s+(\S+)$/;

/** Reads `20.1.0`, `v1.2`, `1.19`, `156.0.8078.79`, `2.0.0-rc.1`; null for what is no version. */
export function readVersion(text: string): ReadVersion | null {
  const found = VERSION.exec(text.trim());
  if (found === null) return null;
  const [, numbers = "", before = ""] = found;
  return {
    numbers: numbers.split(".").map(Number),
    before: before === "" ? [] : before.split("."),
  };
}

/**
 * Reads a range as package managers write it: `>=18 <23`, `^2.9`, `~1.4.2`, `1.x`, `20`, `1.2 - 1.4`,
 * `^20 || ^22`, `*`. A number without a sign means all versions that begin with it, and `=1.2.3` that
 * one. A pre-release lies below its release, and in a range only where the range itself names one.
 */
export function readVersionRange(text: string): Result<VersionRange, string> {
  const alternatives: (readonly Bound[])[] = [];
  for (const part of text.split("||")) {
    const bounds = readBounds(part.trim());
    if (bounds === null) {
      const shown = JSON.stringify(part.trim());
      return err(`${shown} is no range of versions; write one such as >=18 <23, ^2.9 or ~1.4.2`);
    }
    alternatives.push(bounds);
  }
  return ok(alternatives);
}

/** True when the version lies in the range. */
export function isInRange(version: ReadVersion, range: VersionRange): boolean {
  return range.some((bounds) =>
    bounds.every(({ sign, version: bound }) => holds(compareVersions(version, bound), sign)) &&
    (version.before.length === 0 || bounds.some((bound) => namesSame(bound.version, version)))
  );
}

/** Less than 0 for an earlier version, more for a later one; missing numbers count as 0. */
export function compareVersions(a: ReadVersion, b: ReadVersion): number {
  for (let at = 0; at < 4; at++) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (let at = 0; at < Math.max(a.before.length, b.before.length); at++) {
    const difference = comparePart(a.before[at], b.before[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function comparePart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  const [left, right] = [a, b].map((part) => /^\d{1,15}$/.test(part) ? Number(part) : null);
  if (left !== null && right !== null) return left! - right!;
  if (left !== right && (left === null || right === null)) return left === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function holds(order: number, sign: Bound["sign"]): boolean {
  if (sign === ">=") return order >= 0;
  if (sign === ">") return order > 0;
  return sign === "<" ? order < 0 : order <= 0;
}

/** A range admits a pre-release only where it names one of the same numbers. */
function namesSame(bound: ReadVersion, version: ReadVersion): boolean {
  return bound.before.length > 0 &&
    compareVersions({ ...bound, before: [] }, { ...version, before: [] }) === 0;
}

function readBounds(text: string): readonly Bound[] | null {
  if (text === "") return null;
  const hyphen = HYPHEN.exec(text);
  if (hyphen !== null) {
    const [low, high] = [readVersion(hyphen[1]!), readVersion(hyphen[2]!)];
    return low && high && [{ sign: ">=", version: low }, ...upTo(high)];
  }
  // A sign may stand apart from its number.
  const parts = text.replace(/([<>=^~])\s+/g, "$1").split(/[\s,]+/).filter((part) => part !== "");
  const bounds = parts.map(readPart);
  return bounds.some((one) => one === null) ? null : bounds.flatMap((one) => one!);
}

function readPart(text: string): readonly Bound[] | null {
  const [, sign = "", word = ""] = PART.exec(text) ?? [];
  if (word === "*" || word === "x") return sign === "" ? [] : null;
  const version = readVersion(word.replace(/(?:\.[xX*])+$/, ""));
  if (version === null) return null;
  switch (sign) {
    case ">=":
    case "<":
      return [{ sign, version }];
    case ">":
      return version.numbers.length < 3 && version.before.length === 0
        ? [{ sign: ">=", version: nextAt(version, version.numbers.length - 1) }]
        : [{ sign, version }];
    case "<=":
      return upTo(version);
    case "=":
      return [{ sign: ">=", version }, { sign: "<=", version }];
    case "^":
      return [{ sign: ">=", version }, { sign: "<", version: nextAt(version, leading(version)) }];
    case "~":
      return [
        { sign: ">=", version },
        { sign: "<", version: nextAt(version, Math.min(1, version.numbers.length - 1)) },
      ];
    default:
      return version.numbers.length < 3
        ? [{ sign: ">=", version }, {
          sign: "<",
          version: nextAt(version, version.numbers.length - 1),
        }]
        : [{ sign: ">=", version }, { sign: "<=", version }];
  }
}

/** Up to a version, and where it leaves numbers away all that begin with it. */
function upTo(version: ReadVersion): readonly Bound[] {
  return version.numbers.length < 3 && version.before.length === 0
    ? [{ sign: "<", version: nextAt(version, version.numbers.length - 1) }]
    : [{ sign: "<=", version }];
}

/** Place of the first number that is not 0: what a caret holds fast. */
function leading({ numbers }: ReadVersion): number {
  const at = numbers.findIndex((number) => number > 0);
  return at === -1 ? numbers.length - 1 : at;
}

/** The next version whose number at that place is one higher; its pre-releases no range lets in. */
function nextAt({ numbers }: ReadVersion, at: number): ReadVersion {
  const next = numbers.slice(0, at + 1);
  next[at] = (next[at] ?? 0) + 1;
  return { numbers: next, before: [] };
}
