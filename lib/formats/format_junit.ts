import { isFailing } from "../model/outcome.ts";
import type { CountedTest } from "../model/test_counts.ts";
import type { EarlierTry, TestRecord } from "../model/test_result.ts";

const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const IN_ATTRIBUTE = /[&<>"\t\n\r]/g;
const IN_TEXT = /[&<>\r]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** The beginning of a JUnit document; the pieces are written in the order start, suites, end. */
export function junitStart(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n`;
}

/** What a suite declares of its cases, in the elements that `junitCase` writes. */
export interface JunitCounts {
  readonly tests: number;
  /** Failing tests, errors and crashes among them; without those in quarantine. */
  readonly failures: number;
  /** Skipped and not run, expected failures, and failures in quarantine. */
  readonly skipped: number;
}

/** Counts of no case. */
export const NO_JUNIT_CASES: JunitCounts = { tests: 0, failures: 0, skipped: 0 };

/** The counts with one more case. */
export function countJunit(
  { tests, failures, skipped }: JunitCounts,
  test: CountedTest,
): JunitCounts {
  const element = elementOf(test);
  return {
    tests: tests + 1,
    failures: failures + (element === "failure" ? 1 : 0),
    skipped: skipped + (element === "skipped" ? 1 : 0),
  };
}

/** The beginning of one suite, with the counts it declares. */
export function junitSuiteStart(name: string, counts: JunitCounts, seconds: number): string {
  const attributes = formatAttributes({
    name,
    tests: String(counts.tests),
    failures: String(counts.failures),
    errors: "0",
    skipped: String(counts.skipped),
    time: seconds.toFixed(3),
  });
  return `  <testsuite${attributes}>\n`;
}

/**
 * One test; its text may hold any characters, those that XML forbids are replaced by U+FFFD. Earlier
 * tries are told as Surefire tells them: `flakyFailure` and `flakyError` when it passed at last,
 * `rerunFailure` and `rerunError` otherwise; tries that passed have no element there. A failure in
 * quarantine is `skipped` and says so in its message: CI systems paint a `failure` red although the
 * gate is green, and all of it stays readable in the text.
 */
export function junitCase(test: TestRecord): string {
  const attributes = formatAttributes({
    classname: test.class,
    name: test.name,
    file: test.file === "" ? null : test.file,
    line: test.line === null ? null : String(test.line),
    time: formatSeconds(test.duration_ms),
  });
  const parts = [...formatRoute(test), ...formatVerdict(test), ...formatTries(test)];
  if (parts.length === 0) return `    <testcase${attributes}/>\n`;
  const body = parts.map((part) => `      ${part}\n`).join("");
  return `    <testcase${attributes}>\n${body}    </testcase>\n`;
}

/** The end of a suite. */
export function junitSuiteEnd(): string {
  return "  </testsuite>\n";
}

/** The end of the document. */
export function junitEnd(): string {
  return "</testsuites>\n";
}

/** The property by which our own reader finds the route again. */
function formatRoute({ route }: TestRecord): readonly string[] {
  if (route === null) return [];
  const property = formatAttributes({ name: "route", value: route });
  return [`<properties><property${property}/></properties>`];
}

/** The element that tells how a test ended, or null for one that passed. */
function elementOf({ outcome, quarantine }: CountedTest): "failure" | "skipped" | null {
  if (outcome === "passed" || outcome === "flaky") return null;
  return isFailing(outcome) && quarantine === null ? "failure" : "skipped";
}

function formatVerdict(test: TestRecord): readonly string[] {
  const { outcome, message, details, quarantine } = test;
  const element = elementOf(test);
  if (element === null) return [];
  // The word under which other readers know an expected failure, ours included.
  const type = outcome === "expected-failure" ? "pytest.xfail" : outcome;
  const isExcused = isFailing(outcome) && quarantine !== null;
  const told = isExcused ? `quarantined (${quarantine}): ${message}` : message;
  const attributes = formatAttributes({ type, message: told });
  return [`<${element}${attributes}>${escapeText(details)}</${element}>`];
}

function formatTries({ outcome, earlier }: TestRecord): readonly string[] {
  const kind = outcome === "passed" || outcome === "flaky" ? "flaky" : "rerun";
  return earlier.filter((one) => isFailing(one.outcome)).map((one) => formatTry(kind, one));
}

function formatTry(kind: "flaky" | "rerun", one: EarlierTry): string {
  const isFailure = one.outcome === "failed" || one.outcome === "unexpected-pass";
  const element = `${kind}${isFailure ? "Failure" : "Error"}`;
  const attributes = formatAttributes({
    type: one.outcome,
    message: one.message,
    time: formatSeconds(one.duration_ms),
  });
  const trace = `<stackTrace>${escapeText(one.details)}</stackTrace>`;
  return `<${element}${attributes}>${trace}</${element}>`;
}

function formatSeconds(durationMs: number | null): string | null {
  return durationMs === null ? null : (durationMs / 1000).toFixed(6);
}

function formatAttributes(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => value === null ? "" : ` ${name}="${escapeAttribute(value)}"`)
    .join("");
}

/** A text as the value of an attribute has it; what XML forbids is replaced. */
export function escapeAttribute(value: string): string {
  return legal(value).replace(IN_ATTRIBUTE, (character) => ESCAPES[character]!);
}

function escapeText(value: string): string {
  return legal(value).replace(IN_TEXT, (character) => ESCAPES[character]!);
}

function legal(value: string): string {
  return value.replace(FORBIDDEN, "\ufffd");
}
