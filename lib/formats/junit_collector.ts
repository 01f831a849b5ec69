import type { ReportedTest } from "../model/test_result.ts";
import { addDetails, type JunitCase, type JunitSuite, readJunitCase } from "./junit_case.ts";

/** Counts as a report declares them. */
export interface DeclaredCounts {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
}

type Attributes = Readonly<Record<string, string>>;

/** Turns the elements of a JUnit document, told in order, into tests. */
export interface JunitCollector {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
  /** True inside an element whose text is kept. */
  readsText(): boolean;
  /** Tests finished since the last call. */
  take(): readonly ReportedTest[];
  declared(): DeclaredCounts | null;
  /** Name of the root element when it is none of a JUnit document. */
  foreignRoot(): string | null;
}

/** Makes a collector for one document. */
export function createJunitCollector(): JunitCollector {
  /** Replaced, never changed: the tests inside share it. */
  let suites: readonly JunitSuite[] = [];
  const declaring = createDeclarations();
  let finished: ReportedTest[] = [];
  let test: JunitCase | null = null;
  let depthInTest = 0;
  let reading = false;
  let foreign: string | null = null;

  const openInside = (test: JunitCase, name: string, attributes: Attributes) => {
    depthInTest++;
    if (depthInTest !== 1) return;
    if (name !== "failure" && name !== "error" && name !== "skipped") return;
    const { type = "", message = "" } = attributes;
    if (test.details !== "") addDetails(test, "\n\n");
    test.verdicts.push({ kind: name, type, message });
    reading = true;
  };
  const openOutside = (name: string, attributes: Attributes) => {
    declaring.open(name, attributes, suites.length);
    if (name === "testcase") {
      test = { attributes, suites, verdicts: [], details: "" };
    } else if (name === "testsuite") {
      suites = [...suites, { name: attributes.name ?? "", file: attributes.file ?? "" }];
    }
  };
  return {
    open(name, attributes) {
      if (test !== null) return openInside(test, name, attributes);
      openOutside(name, attributes);
      if (declaring.root() !== "testsuites" && declaring.root() !== "testsuite") {
        foreign ??= declaring.root();
      }
    },
    text(text) {
      if (test !== null && reading) addDetails(test, text);
    },
    close(name) {
      if (test === null) {
        if (name === "testsuite") suites = suites.slice(0, -1);
        return;
      }
      if (depthInTest === 1) reading = false;
      if (depthInTest-- > 0) return;
      finished.push(readJunitCase(test));
      test = null;
      depthInTest = 0;
    },
    readsText: () => reading,
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    declared: declaring.total,
    foreignRoot: () => foreign,
  };
}

/**
 * Gathers declared counts: the root's own, else the sum over top-level suites. Where suites nest or
 * tests stand outside of suites, a sum means nothing (node counts a nested suite as one test).
 */
function createDeclarations() {
  let root: string | null = null;
  let rootCounts: DeclaredCounts | null = null;
  let sum: DeclaredCounts | null = { tests: 0, failures: 0, skipped: 0 };
  let suitesSeen = 0;
  return {
    root: () => root,
    open(name: string, attributes: Attributes, openSuites: number) {
      if (root === null) {
        root = name;
        rootCounts = readCounts(attributes);
        if (name !== "testsuite") return;
      }
      if (name === "testcase" && openSuites === 0) sum = null;
      if (name !== "testsuite") return;
      suitesSeen++;
      sum = openSuites > 0 ? null : addCounts(sum, readCounts(attributes));
    },
    total: () => rootCounts ?? (suitesSeen > 0 ? sum : null),
  };
}

function addCounts(a: DeclaredCounts | null, b: DeclaredCounts | null): DeclaredCounts | null {
  if (a === null || b === null) return null;
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    skipped: a.skipped + b.skipped,
  };
}

function readCounts(attributes: Attributes): DeclaredCounts | null {
  const tests = readCount(attributes.tests);
  if (tests === null) return null;
  const failures = (readCount(attributes.failures) ?? 0) + (readCount(attributes.errors) ?? 0);
  const skipped = readCount(attributes.skipped ?? attributes.skip ?? attributes.disabled) ?? 0;
  return { tests, failures, skipped };
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}
