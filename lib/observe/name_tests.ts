import { hash53 } from "../model/hash_text.ts";
import type { Place, TestOutcome } from "../model/outcome.ts";
import type { ReportedTest, TestRecord } from "../model/test_result.ts";
import { deriveRoute, type RouteClue } from "./derive_route.ts";
import { parametersOf, pathFromRoot, steadyName, type TestHome } from "./steady_identity.ts";

/** Whose tests are named. */
export interface TestOwner {
  readonly suite: string;
  readonly place: Place;
  readonly attempt: number;
  /** Kind of the suite; without it, no route is derived and only those that a test names count. */
  readonly kind?: RouteClue["kind"];
  /** Where it runs; without it, paths are taken as they are told. */
  readonly home?: TestHome;
  /** The pattern of the quarantine entry that excuses a failing test, or null; absent: nothing is excused. */
  readonly excuse?: (test: { readonly id: string; readonly outcome: TestOutcome }) => string | null;
}

const NOWHERE: TestHome = { cwd: ".", bases: [] };

/**
 * Gives tests their identity: suite, file, class and name, as far as the report tells them, the same
 * in every place, and a number for repetitions of one identity (parametrised twice, or pytest's
 * second case for a failing teardown). Class and name stay as told. Memory: eight bytes a test.
 */
export function nameTests(owner: TestOwner): (test: ReportedTest) => TestRecord {
  const seen = new Set<number>();
  const repeated = new Map<string, number>();
  const { home = NOWHERE, excuse = () => null, kind } = owner;
  let last = { told: "", file: "" };
  return (test) => {
    // Reports tell the tests of one file one after the other.
    if (last.told !== test.file) last = { told: test.file, file: pathFromRoot(test.file, home) };
    const { file } = last;
    const names = [test.className, test.name].map((name) => steadyName(name, home));
    const parts = [owner.suite, file, ...names];
    const base = parts.filter((part) => part !== "").join("::");
    const occurrence = count(base, seen, repeated);
    const id = occurrence === 1 ? base : `${base}#${occurrence}`;
    return {
      id,
      suite: owner.suite,
      place: owner.place,
      attempt: owner.attempt,
      file,
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
      route: test.route ?? (kind === undefined ? null : deriveRoute({ ...test, file, kind })),
      quarantine: excuse({ id, outcome: test.outcome }),
      fingerprint: null,
    };
  };
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
