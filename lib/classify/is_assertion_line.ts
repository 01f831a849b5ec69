import type { RootCauseClass } from "../model/signature.ts";

/** Classes whose own words are those of an assertion. */
const OWN_WORDS: ReadonlySet<RootCauseClass> = new Set(["assertion", "snapshot"]);
/** How tools begin the line in which a test says what it wanted. */
const ASSERTION =
  /^(?:[\w.]{0,80}\.)?(?:AssertionError|AssertionFailedError|ComparisonFailure|AssertionFailure|MultipleFailuresError)\b|^(?:code: {1,4})?assert\b|^assertion `|^assertion failed|^Error: (?:expect\(|Assertion)|^expect\(|^Expected\b|^Received\b|^ASSERT FAILED|^DID NOT RAISE|^Failed: DID NOT|^(?:want|got|expected|actual|left|right)[ :]|\bThe input (?:did not match|was expected)|^Failed asserting that\b|^Assertion with \S|^Failure\/Error: |^At index \d|^(?:Left|Right) contains |^(?:Extra items|Differing items|Obtained|Comparing values)\b|^(?:async )?def \w/i;
/** Lines of a difference and of quoted source: what a tool shows, not what it says. */
const SHOWN = /^(?:[-+?](?![-+])|(?:> {1,8})?\d{1,7} {0,2}\||\d{1,7}: {1,4}\S)/;

/**
 * True where a line is a test's own claim about values, a difference between them or quoted source:
 * what stands there proves nothing about a cause.
 */
export function isAssertionLine(line: string): boolean {
  return ASSERTION.test(line) || SHOWN.test(line);
}

/** True for classes that are told by the words of assertions themselves. */
export function mayStandInAssertion(rootCause: RootCauseClass): boolean {
  return OWN_WORDS.has(rootCause);
}
