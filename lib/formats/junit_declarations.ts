import { isFailing, type TestOutcome } from "../model/outcome.ts";
import type { ProblemList } from "./problem_list.ts";
import { attributeOf, type XmlAttributes } from "./xml_attributes.ts";

/** Counts as a report declares them. */
export interface DeclaredCounts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

/** Compares what a report declares, of itself and of its suites, with what it shows. */
export interface JunitDeclarations {
  /** A root or a suite begins. */
  open(attributes: XmlAttributes): void;
  /** A test; `isAgain` when it has the name of the one before. */
  count(outcome: TestOutcome, isAgain: boolean): void;
  close(): void;
  /** A property of a suite: our plugin for pytest says there how many tests were meant to run. */
  property(attributes: XmlAttributes): void;
  /** Sum over the roots; null where one declares nothing that means a number of tests. */
  total(): DeclaredCounts | null;
}

/** A root or a suite, with the numbers it tells and the tests it has. */
interface Level {
  readonly name: string;
  readonly told: ToldCounts | null;
  /** Sum of what the suites inside declare; null once one does not. */
  inner: DeclaredCounts | null;
  suites: number;
  /** Tests right here, without those of suites inside. */
  own: number;
  tests: number;
  again: number;
  failures: number;
  skipped: number;
  /** Expected failures: pytest counts them as skipped, Playwright does not. */
  expected: number;
  isDoubted: boolean;
}

/** Only `tests` is always there; null for what the tag does not say. */
interface ToldCounts {
  readonly tests: number;
  readonly failures: number | null;
  readonly skipped: number | null;
}

const PLANNED = "qa.planned";
const NONE: DeclaredCounts = { tests: 0, failures: 0, skipped: 0 };

/** Makes an empty comparison; what does not agree goes to `doubts`, one sentence each. */
export function createDeclarations(doubts: ProblemList): JunitDeclarations {
  const levels: Level[] = [];
  let total: DeclaredCounts | null = NONE;
  let roots = 0;
  let planned = 0;
  return {
    open(attributes) {
      levels.push(beginLevel(attributes));
    },
    count(outcome, isAgain) {
      const level = levels.at(-1);
      if (level === undefined) return;
      level.own++;
      level.tests++;
      if (isAgain) level.again++;
      if (isFailing(outcome)) level.failures++;
      if (outcome === "skipped" || outcome === "not-run") level.skipped++;
      if (outcome === "expected-failure") level.expected++;
    },
    close() {
      const level = levels.pop();
      if (level === undefined) return;
      const outer = levels.at(-1);
      const doubt = outer === undefined && level.isDoubted ? null : doubtLevel(level);
      if (doubt !== null) doubts.add(doubt);
      if (outer !== undefined) return joinLevel(outer, level, doubt !== null);
      roots++;
      total = addCounts(total, declaredBy(level));
    },
    property(attributes) {
      if (attributeOf(attributes, "name") === PLANNED) {
        planned += readCount(attributes, "value") ?? 0;
      }
    },
    total: () => {
      if (roots === 0 || total === null) return null;
      return { ...total, tests: Math.max(total.tests, planned) };
    },
  };
}

function beginLevel(attributes: XmlAttributes): Level {
  const name = attributeOf(attributes, "name") ?? "";
  return {
    name: name.slice(0, 100),
    told: readCounts(attributes),
    inner: NONE,
    suites: 0,
    own: 0,
    tests: 0,
    again: 0,
    failures: 0,
    skipped: 0,
    expected: 0,
    isDoubted: false,
  };
}

function joinLevel(outer: Level, level: Level, isDoubted: boolean): void {
  outer.suites++;
  outer.inner = addCounts(outer.inner, declaredBy(level));
  outer.tests += level.tests;
  outer.again += level.again;
  outer.failures += level.failures;
  outer.skipped += level.skipped;
  outer.expected += level.expected;
  outer.isDoubted ||= level.isDoubted || isDoubted;
}

/**
 * What the level declares: its own numbers, else the sum of its suites. Some tools count a suite inside
 * as one test (node), and then no number means anything.
 */
function declaredBy(level: Level): DeclaredCounts | null {
  const { told, suites, own } = level;
  if (told === null) return own === 0 && suites > 0 ? level.inner : null;
  if (countsSuites(level, told)) return null;
  return { tests: told.tests, failures: told.failures ?? 0, skipped: told.skipped ?? 0 };
}

function countsSuites({ suites, own, tests }: Level, told: ToldCounts): boolean {
  return suites > 0 && told.tests === own + suites && told.tests !== tests;
}

function doubtLevel(level: Level): string | null {
  const { name, told, tests, failures, skipped } = level;
  if (told === null || countsSuites(level, told)) return null;
  const who = name === "" ? "the report" : `"${name}"`;
  const isOnceOrAgain = told.tests <= tests && told.tests >= tests - level.again;
  if (!isOnceOrAgain) return `${who} declares ${told.tests} tests and shows ${tests}`;
  if (told.failures !== null && told.failures !== failures) {
    return `${who} declares ${told.failures} failures and shows ${failures}`;
  }
  if (told.skipped === null) return null;
  const agrees = told.skipped >= skipped && told.skipped <= skipped + level.expected;
  return agrees ? null : `${who} declares ${told.skipped} skipped and shows ${skipped}`;
}

function addCounts(a: DeclaredCounts | null, b: DeclaredCounts | null): DeclaredCounts | null {
  if (a === null || b === null) return null;
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    skipped: a.skipped + b.skipped,
  };
}

function readCounts(attributes: XmlAttributes): ToldCounts | null {
  const tests = readCount(attributes, "tests");
  if (tests === null) return null;
  return {
    tests,
    failures: addTold(readCount(attributes, "failures"), readCount(attributes, "errors")),
    skipped: addTold(
      readCount(attributes, "skipped") ?? readCount(attributes, "skip"),
      readCount(attributes, "disabled"),
    ),
  };
}

function addTold(a: number | null, b: number | null): number | null {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}

function readCount(attributes: XmlAttributes, name: string): number | null {
  const text = attributeOf(attributes, name);
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}
