import { isFailing, type TestOutcome } from "../model/outcome.ts";
import type { QuarantineAccount, QuarantineEntry } from "../model/quarantine.ts";
import { literalPrefix, matchPattern } from "./match_pattern.ts";

/** What quarantine looks at in a test. */
export interface JudgedTest {
  readonly id: string;
  readonly outcome: TestOutcome;
}

/** The quarantine of one run: it excuses failures, and remembers what its entries were good for. */
export interface Quarantine {
  /** The pattern of the entry that excuses this failing test; null for every other test. */
  excuse(test: JudgedTest): string | null;
  /** The expired entry that would have excused this failing test, or null. */
  expiredFor(test: JudgedTest): QuarantineEntry | null;
  /** What became of the entries; `toldAll` says of a suite whether every test of it was seen. */
  accounts(suites: readonly ToldSuite[]): readonly QuarantineAccount[];
}

/** A suite of the configuration, and whether this run saw all of its tests. */
export interface ToldSuite {
  readonly name: string;
  readonly toldAll: boolean;
}

/** Quarantine without entries costs nothing for a million tests. */
const NONE: Quarantine = { excuse: () => null, expiredFor: () => null, accounts: () => [] };

/** Opens the quarantine on a day, `YYYY-MM-DD`; an entry still excuses on the very day it expires. */
export function openQuarantine(entries: readonly QuarantineEntry[], today: string): Quarantine {
  if (entries.length === 0) return NONE;
  const kept = entries.map((entry) => ({
    entry,
    prefix: literalPrefix(entry.id),
    isExpired: today > entry.expires,
    hasMatched: false,
  }));
  const matches = (one: typeof kept[number], id: string): boolean =>
    id.startsWith(one.prefix) && matchPattern(one.entry.id, id);
  return {
    excuse: (test) => {
      for (const one of kept) if (!one.hasMatched) one.hasMatched = matches(one, test.id);
      if (!isExcusable(test)) return null;
      return kept.find((one) => !one.isExpired && matches(one, test.id))?.entry.id ?? null;
    },
    expiredFor: (test) =>
      isExcusable(test)
        ? kept.find((one) => one.isExpired && matches(one, test.id))?.entry ?? null
        : null,
    accounts: (suites) =>
      kept.map(({ entry, isExpired, hasMatched, prefix }) => ({
        entry,
        isExpired,
        matched: hasMatched ? "yes" : mayBeElsewhere(prefix, suites) ? "unknown" : "no",
      })),
  };
}

/** A crash takes other tests with it, and what those would have said nobody knows. */
function isExcusable({ outcome }: JudgedTest): boolean {
  return isFailing(outcome) && outcome !== "crashed";
}

/** True when a suite that the pattern may mean has not told all of its tests. */
function mayBeElsewhere(prefix: string, suites: readonly ToldSuite[]): boolean {
  return suites.some(({ name, toldAll }) => {
    const start = `${name}::`;
    return !toldAll && (prefix.startsWith(start) || start.startsWith(prefix));
  });
}
