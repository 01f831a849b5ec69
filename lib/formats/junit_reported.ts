import type { EarlierTry, ReportedTest } from "../model/test_result.ts";
import type { JunitCase, JunitVerdict } from "./junit_case.ts";
import { foldDetails, tellMessage } from "./junit_message.ts";
import { outcomeOf, tellingVerdict, tryOutcome } from "./junit_outcome.ts";
import { locateFailure } from "./locate_failure.ts";

/** The finished test in our words. */
export function readJunitCase(test: JunitCase): ReportedTest {
  return test.verdicts.length === 0 && test.route === "" ? readPlain(test) : readTold(test);
}

/** Most tests of most reports: nothing but their tag. */
function readPlain(test: JunitCase): ReportedTest {
  const file = test.file || (test.suite?.file ?? "");
  return {
    file,
    className: classOf(test, file),
    name: test.name,
    outcome: outcomeOf(test),
    durationMs: readSeconds(test.time),
    message: "",
    details: "",
    line: lineOf(test),
  };
}

/** Copies what it keeps: a piece of a string holds the whole string in memory. */
function readTold(test: JunitCase): ReportedTest {
  const plain = readPlain(test);
  const telling = tellingVerdict(test.verdicts);
  const details = foldDetails(test);
  const earlier = test.verdicts.filter(isRetry).map(readTry);
  return {
    ...plain,
    file: copied(plain.file),
    className: copied(plain.className),
    name: copied(plain.name),
    message: copied(tellMessage(telling, details)),
    details: copied(details),
    line: locateFailure(plain.file, details) ?? plain.line,
    ...(earlier.length > 0 && { earlier }),
    ...(test.route !== "" && { route: copied(test.route) }),
  };
}

/** True for a try that did not count, because there was another. */
export function isRetry({ kind }: JunitVerdict): boolean {
  return kind.startsWith("rerun") || kind.startsWith("flaky");
}

function readTry(verdict: JunitVerdict): EarlierTry {
  const details = verdict.details.trim();
  return {
    outcome: tryOutcome(verdict),
    duration_ms: readSeconds(verdict.time),
    message: copied(tellMessage(verdict, details)),
    details: copied(details),
  };
}

/**
 * A tool without classes says the file once more, or always the same word (node: `test`); then the
 * groups around the test are its class.
 */
function classOf({ className, suite }: JunitCase, file: string): string {
  if (className !== "" && className !== "test" && className !== file) return className;
  return suite?.path || (className === file ? "" : className);
}

/** pytest counts lines from 0. */
function lineOf({ line: told, suite }: JunitCase): number | null {
  if (told === "" || !/^\d{1,9}$/.test(told)) return null;
  const line = Number(told) + (suite?.name === "pytest" ? 1 : 0);
  return line > 0 ? line : null;
}

/** Milliseconds of a text in seconds, also with commas between thousands or an `s`; null when it is none. */
export function readSeconds(text: string | undefined): number | null {
  if (text === undefined || text.length > 40) return null;
  const isPlain = !text.includes(",") && !text.endsWith("s");
  const seconds = Number((isPlain ? text : text.replace(/,|s$/g, "")) || "none");
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1e6) / 1e3 : null;
}

/** The same characters in a string of their own: joined first, they cannot stay a view. */
function copied(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
