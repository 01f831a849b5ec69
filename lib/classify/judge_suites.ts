import type { SuiteOutcome } from "../model/outcome.ts";
import type { TriagedSuite, TriageSuite } from "../model/triage.ts";
import type { SuiteFailures } from "./judge_tests.ts";

/** Suites of both runs by name, and what the tests of the new one come to. */
export interface SuitePair {
  readonly before: ReadonlyMap<string, TriageSuite>;
  readonly after: ReadonlyMap<string, TriageSuite>;
  readonly failures: ReadonlyMap<string, SuiteFailures>;
}

/** Suites that differ or whose failure the tests do not explain, and those whose failure is known. */
export interface JudgedSuites {
  readonly suites: readonly TriagedSuite[];
  /** Failed, and all that failed in it is known. */
  readonly excused: readonly string[];
}

/** No answer of the tests: it can neither regress nor be excused, and fails a run by itself. */
const SILENT: ReadonlySet<SuiteOutcome> = new Set(["unproven", "lost", "not-run", "cancelled"]);

/**
 * Compares suites by their outcome. A failure is excused only where it is plain and known: failing
 * tests that are all known and all that the suite counts, with the exit code of before; or a check that
 * failed the same way. A crash, a deadline, or anything unproven never is.
 */
export function judgeSuites(pair: SuitePair): JudgedSuites {
  const names = new Set([...pair.after.keys(), ...pair.before.keys()]);
  const judged = [...names].map((name) => {
    const suite = { name, before: pair.before.get(name), after: pair.after.get(name) };
    return judgeSuite(suite, pair.failures.get(name) ?? { regressions: 0, known: 0 });
  });
  return {
    suites: judged.flatMap(({ told }) => told === null ? [] : [told]),
    excused: judged.flatMap(({ excused }) => excused === null ? [] : [excused]),
  };
}

interface OneSuite {
  readonly name: string;
  readonly before: TriageSuite | undefined;
  readonly after: TriageSuite | undefined;
}

function judgeSuite({ name, before, after }: OneSuite, failures: SuiteFailures) {
  const required = (after ?? before)?.required ?? false;
  const ends = { name, required, before: before?.outcome ?? null, after: after?.outcome ?? null };
  const tell = (why: string, isRegression = false) => ({ ...ends, isRegression, why });
  if (after === undefined) {
    return { told: tell("it is not in this run"), excused: null };
  }
  if (after.outcome === "passed" || SILENT.has(after.outcome)) {
    const isSame = before?.outcome === after.outcome;
    return { told: isSame ? null : tell(sayAnswer(before, after)), excused: null };
  }
  if (failures.regressions > 0) {
    const isNew = before?.outcome !== after.outcome;
    return { told: isNew ? tell("tests in it fail that did not", true) : null, excused: null };
  }
  const doubt = doubtKnown(before, after, failures);
  if (doubt !== null) return { told: tell(doubt, true), excused: null };
  const why = after.failed === 0
    ? `it failed before too (exit code ${after.exitCode}); what it says is not compared`
    : "every test that fails in it failed before";
  return { told: after.failed === 0 ? tell(why) : null, excused: name };
}

function sayAnswer(before: TriageSuite | undefined, after: TriageSuite): string {
  if (SILENT.has(after.outcome)) return after.gap || "it gives no answer in this run";
  if (before === undefined) return "it is new";
  return SILENT.has(before.outcome) ? "it gave no answer in the baseline" : "it passes again";
}

/** Why the failure of a suite is not known as a whole; null when it is. */
function doubtKnown(
  before: TriageSuite | undefined,
  after: TriageSuite,
  { known }: SuiteFailures,
): string | null {
  if (after.outcome !== "failed") {
    return before?.outcome === after.outcome
      ? `it ${SAID[after.outcome]} again, which is never excused`
      : `it ${SAID[after.outcome]}`;
  }
  if (before === undefined) return "it failed, and the baseline does not tell it";
  if (after.failed === 0) return doubtCheck(before, after);
  if (after.tells === "part") return `it failed beyond its tests: ${after.gap}`;
  if (known !== after.failed) {
    return `${after.failed} failures are counted, and ${known} are known by their tests`;
  }
  return doubtExit(before, after);
}

const SAID: Readonly<Record<string, string>> = {
  "timed-out": "was ended by its deadline",
  "crashed": "crashed",
};

function doubtCheck(before: TriageSuite, after: TriageSuite): string | null {
  if (after.kind !== "check") return "it failed, and no test tells why";
  if (before.outcome !== "failed") return `it failed, and was ${before.outcome} in the baseline`;
  return doubtExit(before, after);
}

/** The same tests fail, and yet something else went wrong: a tool that broke down, a coverage gate. */
function doubtExit(before: TriageSuite, after: TriageSuite): string | null {
  if (before.exitCode === null || before.exitCode === after.exitCode) return null;
  return `exit code ${after.exitCode}, and ${before.exitCode} in the baseline`;
}
