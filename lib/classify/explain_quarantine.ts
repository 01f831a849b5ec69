import type { Finding } from "../model/finding.ts";
import type { QuarantineAccount, QuarantineEntry } from "../model/quarantine.ts";

/** The finding of a failing test whose quarantine is over. */
export function findExpired(entry: QuarantineEntry, id: string, source: string): Finding {
  return {
    class: "flaky",
    confidence: 0.5,
    message: `its quarantine expired on ${entry.expires}, so this failure counts ` +
      `(${entry.class}, ${entry.owner}: ${entry.reason})`,
    evidence: [{ source, quote: id }],
    remedy: `Mend the test (${entry.issue}), or let ${entry.owner} set a new "expires"`,
  };
}

/** One warning for each entry that is expired. */
export function warnExpired(accounts: readonly QuarantineAccount[]): readonly string[] {
  return accounts.filter(({ isExpired }) => isExpired).map(({ entry }) =>
    `quarantine EXPIRED on ${entry.expires}, it excuses nothing any more: "${entry.id}" ` +
    `(${entry.class}, ${entry.owner}, ${entry.issue})`
  );
}

/** One warning for each entry that matches no test, where all tests it may mean were seen. */
export function warnUnmatched(accounts: readonly QuarantineAccount[]): readonly string[] {
  return accounts.filter(({ matched }) => matched === "no").map(({ entry }) =>
    `quarantine matches no test: "${entry.id}" (${entry.owner}, ${entry.issue}); take it away`
  );
}
