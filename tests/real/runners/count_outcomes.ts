import type { TestRecord } from "../../../lib/model/test_result.ts";

/** Number of tests by outcome. */
export type OutcomeCounts = Readonly<Record<string, number>>;

/** How many of these tests ended how; outcomes that did not occur are absent. */
export function countOutcomes(tests: readonly TestRecord[]): OutcomeCounts {
  const counts: Record<string, number> = {};
  for (const { outcome } of tests) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** `3 failed, 1 skipped` of a tool's own words, by the word; a word that occurs again counts once more. */
export function readCounts(text: string): OutcomeCounts {
  const counts: Record<string, number> = {};
  for (const [, count, word = ""] of text.matchAll(/(\d+) ([a-z]+(?: not run)?)/g)) {
    counts[word] = (counts[word] ?? 0) + Number(count);
  }
  return counts;
}

/** The one test of this name. */
export function testNamed(tests: readonly TestRecord[], name: string): TestRecord {
  const found = tests.find((test) => test.name === name);
  if (found === undefined) throw new Error(`no test "${name}"\n${JSON.stringify(tests, null, 1)}`);
  return found;
}

/** Variables under which a tool speaks without colours. */
export const PLAIN = { NO_COLOR: "1", FORCE_COLOR: "0" } as const;
