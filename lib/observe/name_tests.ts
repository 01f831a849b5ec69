import type { Place } from "../model/outcome.ts";
import type { ReportedTest, TestRecord } from "../model/test_result.ts";

/** Whose tests are named. */
export interface TestOwner {
  readonly suite: string;
  readonly place: Place;
  readonly attempt: number;
}

/**
 * Gives tests their identity: suite, file, class and name, as far as the report tells them, and a
 * number for repetitions of one identity (parametrised twice, or pytest's second case for a failing
 * teardown). Memory: eight bytes a test.
 */
export function nameTests(owner: TestOwner): (test: ReportedTest) => TestRecord {
  const seen = new Set<number>();
  const repeated = new Map<string, number>();
  return (test) => {
    const parts = [owner.suite, test.file, test.className, test.name];
    const base = parts.filter((part) => part !== "").join("::");
    const occurrence = count(base, seen, repeated);
    return {
      id: occurrence === 1 ? base : `${base}#${occurrence}`,
      suite: owner.suite,
      place: owner.place,
      attempt: owner.attempt,
      file: test.file,
      class: test.className,
      name: test.name,
      parameters: parametersOf(test.name),
      occurrence,
      outcome: test.outcome,
      duration_ms: test.durationMs,
      message: test.message,
      details: test.details,
      line: test.line,
      earlier: [...test.earlier ?? []],
      route: test.route ?? null,
      quarantine: null,
    };
  };
}

/** The example of a parametrised test: what stands in brackets at the end of its name. */
function parametersOf(name: string): string {
  const at = name.indexOf("[");
  return at > 0 && name.endsWith("]") ? name.slice(at + 1, -1) : "";
}

function count(base: string, seen: Set<number>, repeated: Map<string, number>): number {
  const hash = hash53(base);
  if (!seen.has(hash)) {
    seen.add(hash);
    return 1;
  }
  const occurrence = (repeated.get(base) ?? 1) + 1;
  repeated.set(base, occurrence);
  return occurrence;
}

/** cyrb53: 53 bits, so that among a million names a false repetition is a one in 18,000 event. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
