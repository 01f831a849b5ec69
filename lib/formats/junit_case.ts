import type { JunitSuite } from "./junit_suite.ts";
import type { XmlAttributes } from "./xml_attributes.ts";

/** Characters of text kept per test; more is cut, with a mark. */
export const JUNIT_CASE_TEXT_MAX = 64 * 1024;
/** Characters of a test's own output that are kept, its end. */
export const JUNIT_CASE_OUTPUT_MAX = 16 * 1024;
/** Most elements inside of one test that are kept. */
export const JUNIT_VERDICTS_MAX = 100;
/** Stands where text was cut. */
export const CUT_MARK = "\n[… cut]";

/** What a `<testcase>` has shown so far. One is used for all tests of a report, one after another. */
export interface JunitCase {
  name: string;
  className: string;
  file: string;
  time: string | undefined;
  line: string;
  /** How it ended, where the tag says it: googletest, behave and ctest do. */
  status: string;
  suite: JunitSuite | null;
  readonly verdicts: JunitVerdict[];
  /** Characters that may still be kept. */
  room: number;
  /** The end of what the test printed, if it failed. */
  output: string;
  route: string;
  /** True when the test says itself that it fails (Playwright's `test.fail`). */
  expectsFailure: boolean;
}

/** The elements inside of a test that tell how it, or an earlier try of it, ended. */
export const VERDICT_KINDS = [
  "failure",
  "error",
  "skipped",
  "disabled",
  "rerunFailure",
  "rerunError",
  "flakyFailure",
  "flakyError",
] as const;
/** Name of such an element. */
export type VerdictKind = typeof VERDICT_KINDS[number];

/** A `<failure>`, `<error>`, `<skipped>` or the like inside a test. */
export interface JunitVerdict {
  readonly kind: VerdictKind;
  readonly type: string;
  readonly message: string;
  readonly time: string | undefined;
  details: string;
}

/** A test of which nothing is known yet. */
export function createCase(): JunitCase {
  return {
    name: "",
    className: "",
    file: "",
    time: undefined,
    line: "",
    status: "",
    suite: null,
    verdicts: [],
    room: JUNIT_CASE_TEXT_MAX,
    output: "",
    route: "",
    expectsFailure: false,
  };
}

/** Makes it the test whose tag was just read. */
export function beginCase(
  test: JunitCase,
  attributes: XmlAttributes,
  suite: JunitSuite | null,
): void {
  test.name =
    test.className =
    test.file =
    test.line =
    test.status =
      "";
  test.output = test.route = "";
  test.time = undefined;
  test.expectsFailure = false;
  test.verdicts.length = 0;
  test.room = JUNIT_CASE_TEXT_MAX;
  test.suite = suite;
  for (let at = attributes.count - 1; at >= 0; at--) {
    takeAttribute(test, attributes.names[at]!, attributes.values[at]!);
  }
}

/** One pass over the attributes: looking each up costs more than all the rest of a test. */
function takeAttribute(test: JunitCase, name: string, value: string): void {
  switch (name) {
    case "name":
      test.name = value;
      break;
    case "classname":
      test.className = value;
      break;
    case "class":
      test.className ||= value;
      break;
    case "file":
      test.file = value;
      break;
    case "filepath":
      test.file ||= value;
      break;
    case "time":
      test.time = value;
      break;
    case "duration":
      test.time ??= value;
      break;
    case "line":
      test.line = value;
      break;
    case "status":
      test.status = value;
      break;
    case "result":
      test.status ||= value;
  }
}

/** Adds text to the last verdict, up to the bound for the whole test. */
export function addDetails(test: JunitCase, text: string): void {
  const verdict = test.verdicts.at(-1);
  if (verdict === undefined || test.room <= 0) return;
  const fits = text.length <= test.room;
  verdict.details += fits ? text : text.slice(0, test.room).toWellFormed() + CUT_MARK;
  test.room -= text.length;
}
