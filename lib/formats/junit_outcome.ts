import type { TestOutcome } from "../model/outcome.ts";
import type { JunitCase, JunitVerdict } from "./junit_case.ts";

/** How the test ended, of all that its elements and its tag say. */
export function outcomeOf(test: JunitCase): TestOutcome {
  const { status, verdicts, expectsFailure } = test;
  if (verdicts.length === 0) {
    if (expectsFailure) return "expected-failure";
    return status === "" ? "passed" : statusOf(status);
  }
  const telling = tellingVerdict(verdicts);
  if (telling === undefined) return "flaky";
  const skip = verdicts.find(({ kind }) => kind === "skipped" || kind === "disabled");
  if (skip !== undefined && EXPECTED.has(skip.type)) return "expected-failure";
  // node: a test marked "todo" may fail without failing the run.
  if (skip?.type === "todo" && telling !== skip) return "expected-failure";
  if (telling === skip) {
    return NOT_RUN.test(telling.type || telling.message) ? "not-run" : "skipped";
  }
  return expectsFailure ? "unexpected-pass" : failureOf(telling);
}

/** The element that tells how the test ended; undefined when there are only tries that did not count. */
export function tellingVerdict(verdicts: readonly JunitVerdict[]): JunitVerdict | undefined {
  return verdicts.find(({ kind }) => kind === "failure") ??
    verdicts.find(({ kind }) => kind === "error") ??
    verdicts.find(({ kind }) => kind === "skipped" || kind === "disabled");
}

/** How a try ended that did not count. */
export function tryOutcome(verdict: JunitVerdict): TestOutcome {
  return failureOf(verdict);
}

/** What pytest, Python's unittest and our own writer say of a test that failed as it should. */
const EXPECTED: ReadonlySet<string> = new Set([
  "pytest.xfail",
  "expectedFailure",
  "XFAIL",
  "expected-failure",
]);

/** Our own word, and what ctest says of a test whose program is not there. */
const NOT_RUN = /^(?:not-run|Unable to find executable)$/;

/** By the `type` of a failure: our own words, and those of tools that tell more than a failure. */
const TYPES: ReadonlyMap<string, TestOutcome> = new Map<string, TestOutcome>([
  ["timed-out", "timed-out"],
  ["crashed", "crashed"],
  ["unexpected-pass", "unexpected-pass"],
  ["error", "error"],
  // node:test
  ["testTimeoutFailure", "timed-out"],
  ["cancelledByParent", "error"],
  // nextest
  ["test timeout", "timed-out"],
  ["test abort", "crashed"],
  // behave: a step without a definition
  ["NoneType", "error"],
  // nextest: passed when tried again, and was told to call that a failure
  ["flaky failure", "failed"],
  // Python's unittest
  ["UnexpectedSuccess", "unexpected-pass"],
]);

/** By the beginning of the message, where no type tells it. */
const MESSAGES: readonly (readonly [string, TestOutcome])[] = [
  ["[XPASS(strict)]", "unexpected-pass"],
  // pytest-timeout, with its method "signal"
  ["Failed: Timeout >", "timed-out"],
  // pytest-xdist
  ["worker 'gw", "crashed"],
];

function failureOf({ kind, type, message }: JunitVerdict): TestOutcome {
  const byType = TYPES.get(type) ?? (type.startsWith("test abort") ? "crashed" : undefined);
  const byMessage = MESSAGES.find(([start]) => message.startsWith(start))?.[1];
  return byType ?? byMessage ?? (kind.endsWith("rror") ? "error" : "failed");
}

/** googletest tells disabled tests by their tag alone; a tag that tells a failure is believed too. */
const STATUSES: ReadonlyMap<string, TestOutcome> = new Map<string, TestOutcome>([
  ["notrun", "not-run"],
  ["untested", "not-run"],
  ["not-run", "not-run"],
  ["skipped", "skipped"],
  ["suppressed", "skipped"],
  ["disabled", "skipped"],
  ["pending", "skipped"],
  ["ignored", "skipped"],
  ["fail", "failed"],
  ["failed", "failed"],
  ["failure", "failed"],
  ["error", "error"],
  ["undefined", "error"],
]);

function statusOf(status: string): TestOutcome {
  return STATUSES.get(status.toLowerCase()) ?? "passed";
}
