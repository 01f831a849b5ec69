import { isFailing } from "../model/outcome.ts";
import type { TestCounts, TestRecord } from "../model/test_result.ts";

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

/** The beginning of one suite, with the counts it declares; every failing test counts as a failure. */
export function junitSuiteStart(name: string, counts: TestCounts, seconds: number): string {
  const attributes = formatAttributes({
    name,
    tests: String(counts.total),
    failures: String(counts.failed),
    errors: "0",
    skipped: String(counts.skipped + counts.not_run),
    time: seconds.toFixed(3),
  });
  return `  <testsuite${attributes}>\n`;
}

/** One test; its text may hold any characters, those that XML forbids are replaced by U+FFFD. */
export function junitCase(test: TestRecord): string {
  const attributes = formatAttributes({
    classname: test.class,
    name: test.name,
    file: test.file === "" ? null : test.file,
    line: test.line === null ? null : String(test.line),
    time: test.duration_ms === null ? null : (test.duration_ms / 1000).toFixed(6),
  });
  const body = formatVerdict(test);
  if (body === "") return `    <testcase${attributes}/>\n`;
  return `    <testcase${attributes}>\n      ${body}\n    </testcase>\n`;
}

/** The end of a suite. */
export function junitSuiteEnd(): string {
  return "  </testsuite>\n";
}

/** The end of the document. */
export function junitEnd(): string {
  return "</testsuites>\n";
}

function formatVerdict(test: TestRecord): string {
  const { outcome, message, details } = test;
  if (outcome === "passed" || outcome === "flaky") return "";
  const element = isFailing(outcome) ? "failure" : "skipped";
  // The word under which other readers know an expected failure, ours included.
  const type = outcome === "expected-failure" ? "pytest.xfail" : outcome;
  return `<${element}${formatAttributes({ type, message })}>${escapeText(details)}</${element}>`;
}

function formatAttributes(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => value === null ? "" : ` ${name}="${escapeAttribute(value)}"`)
    .join("");
}

function escapeAttribute(value: string): string {
  return legal(value).replace(IN_ATTRIBUTE, (character) => ESCAPES[character]!);
}

function escapeText(value: string): string {
  return legal(value).replace(IN_TEXT, (character) => ESCAPES[character]!);
}

function legal(value: string): string {
  return value.replace(FORBIDDEN, "\ufffd");
}
