import type { ReportedTest } from "../model/test_result.ts";
import {
  addDetails,
  beginCase,
  createCase,
  JUNIT_CASE_OUTPUT_MAX,
  JUNIT_VERDICTS_MAX,
  type JunitCase,
  type JunitVerdict,
  VERDICT_KINDS,
  type VerdictKind,
} from "./junit_case.ts";
import { readJunitCase } from "./junit_reported.ts";
import { createDeclarations, type DeclaredCounts } from "./junit_declarations.ts";
import { beginRoot, beginSuite, type JunitSuite } from "./junit_suite.ts";
import { createProblemList } from "./problem_list.ts";
import { attributeOf, type XmlAttributes } from "./xml_attributes.ts";

/** Turns the elements of a JUnit document, told in order, into tests. */
export interface JunitCollector {
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(name: string): void;
  /** True inside an element whose text is kept, as long as there is room for it. */
  readsText(): boolean;
  /** Tests finished since the last call. */
  take(): readonly ReportedTest[];
  /** Name of the test that was begun and not ended; null outside of tests. */
  unfinished(): string | null;
  /** Ends what a damaged report left open, without its unfinished test; yields the declared counts. */
  end(): DeclaredCounts | null;
  /** What does not agree with itself, or is unknown, without being damaged. */
  doubts(): readonly string[];
  /** What stands where nobody reads it, so that a failing test may be hidden there; one sentence each. */
  misplaced(): readonly string[];
  /** Name of the first root element that is none of a JUnit document. */
  foreignRoot(): string | null;
}

const KINDS: ReadonlySet<string> = new Set(VERDICT_KINDS);
/** Elements inside of a test that say nothing of how it ended. */
const PLAIN: ReadonlySet<string> = new Set([
  ...["properties", "property", "system-out", "system-err", "stackTrace", "warning"],
]);
const FAILING: ReadonlySet<string> = new Set(["failure", "error"]);
const UNKNOWN_MAX = 20;
const ROUTE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT) (\/\S{0,1000})$/i;

/** What is done with the text at hand. */
type Reading = "nothing" | "verdict" | "output";

/** Makes a collector for any number of documents one after another. */
export function createJunitCollector(): JunitCollector {
  const doubts = createProblemList();
  const declarations = createDeclarations(doubts);
  const unknown = new Set<string>();
  const misplaced = new Set<string>();
  /** From the outermost on. */
  const suites: JunitSuite[] = [];
  let depth = 0;
  let finished: ReportedTest[] = [];
  const test = createCase();
  let isInTest = false;
  let isNameless = false;
  let last: ReportedTest | null = null;
  let depthInTest = 0;
  let reading: Reading = "nothing";
  /** What is done with the text of the test's part at hand, outside of elements inside of it. */
  let part: Reading = "nothing";
  let foreign: string | null = null;

  const openInside = (name: string, attributes: XmlAttributes) => {
    depthInTest++;
    if (depthInTest === 1) {
      reading = part = openPart(name, attributes);
      return;
    }
    // Outputs of an earlier try stand inside of it; they are not what it failed with.
    if (reading === "verdict" && name.startsWith("system-")) reading = "nothing";
    if (name === "property") readProperty(test, attributes);
    if (name === "testcase") misplaced.add("a <testcase> stands inside of another");
  };
  const openPart = (name: string, attributes: XmlAttributes): Reading => {
    if (name === "system-out") return test.verdicts.some(isFailure) ? "output" : "nothing";
    if (KINDS.has(name)) {
      return addVerdict(test, beginVerdict(name as VerdictKind, attributes))
        ? "verdict"
        : "nothing";
    }
    if (name === "testcase") misplaced.add("a <testcase> stands inside of another");
    else if (!PLAIN.has(name) && unknown.size < UNKNOWN_MAX && !unknown.has(name)) {
      unknown.add(name);
      doubts.add(`<${name}> inside of <testcase> is not known, and was passed over`);
    }
    return "nothing";
  };
  const openOutside = (name: string, attributes: XmlAttributes) => {
    const isRoot = depth++ === 0;
    if (isRoot && name !== "testsuites" && name !== "testsuite") foreign ??= name;
    if (name === "testcase") {
      beginCase(test, attributes, suites.at(-1) ?? null);
      isInTest = true;
      isNameless = test.name === "" && attributes.count <= 1;
      return;
    }
    if (name === "property") declarations.property(attributes);
    if (FAILING.has(name)) misplaced.add(`<${name}> stands outside of a test`);
    const isSuite = name === "testsuite";
    if (!isSuite && name !== "testsuites") return;
    suites.push(
      isSuite ? beginSuite(attributes, suites.at(-1) ?? null) : beginRoot(attributes),
    );
    declarations.open(attributes);
  };
  const closeOutside = (name: string) => {
    depth--;
    if (name !== "testsuite" && name !== "testsuites") return;
    suites.pop();
    declarations.close();
  };
  const finish = () => {
    if (isNameless && test.verdicts.length === 0) {
      misplaced.add("a <testcase> without a name: pytest was interrupted in the middle of a test");
      return;
    }
    const told = readJunitCase(test);
    finished.push(told);
    // pytest writes a test that fails and then breaks in its teardown twice, and counts it once.
    const isAgain = told.name === last?.name && told.className === last.className;
    declarations.count(told.outcome, isAgain);
    last = told;
  };
  return {
    open(name, attributes) {
      if (isInTest) openInside(name, attributes);
      else openOutside(name, attributes);
    },
    text(text) {
      if (reading === "verdict") addDetails(test, text);
      else test.output = (test.output + text).slice(-JUNIT_CASE_OUTPUT_MAX);
    },
    close(name) {
      if (!isInTest) return closeOutside(name);
      reading = depthInTest === 2 ? part : depthInTest === 1 ? "nothing" : reading;
      if (depthInTest-- > 0) return;
      finish();
      isInTest = false;
      depthInTest = 0;
      depth--;
    },
    readsText: () => reading === "output" || (reading === "verdict" && test.room > 0),
    take() {
      const taken = finished;
      if (taken.length > 0) finished = [];
      return taken;
    },
    unfinished: () => isInTest ? test.name : null,
    end() {
      while (suites.pop() !== undefined) declarations.close();
      return declarations.total();
    },
    doubts: doubts.kept,
    misplaced: () => [...misplaced],
    foreignRoot: () => foreign,
  };
}

/** Only of a failing test the output is of use, and every tool that writes it writes it behind. */
function isFailure({ kind }: JunitVerdict): boolean {
  return FAILING.has(kind);
}

/** False when there is no more room; that a test failed is kept even then. */
function addVerdict({ verdicts }: JunitCase, verdict: JunitVerdict): boolean {
  if (verdicts.length >= JUNIT_VERDICTS_MAX) {
    if (!isFailure(verdict) || verdicts.some(isFailure)) return false;
    verdicts.pop();
  }
  verdicts.push(verdict);
  return true;
}

function beginVerdict(kind: VerdictKind, attributes: XmlAttributes): JunitVerdict {
  return {
    kind,
    type: attributeOf(attributes, "type") ?? "",
    message: attributeOf(attributes, "message") ?? "",
    time: attributeOf(attributes, "time"),
    details: "",
  };
}

function readProperty(test: JunitCase, attributes: XmlAttributes): void {
  const name = attributeOf(attributes, "name");
  if (name === "fail" && test.suite?.namesProjects) test.expectsFailure = true;
  if (name !== "route") return;
  const [, method, path] = ROUTE.exec(attributeOf(attributes, "value")?.trim() ?? "") ?? [];
  if (method !== undefined) test.route = `${method.toUpperCase()} ${path}`;
}
