import type { TestOutcome } from "../model/outcome.ts";
import { locateFailure } from "./locate_failure.ts";
import type { ReportedTest } from "../model/test_result.ts";

/** Characters of text kept per test; more is cut, with a mark. */
export const JUNIT_CASE_TEXT_MAX = 64 * 1024;
/** Stands where text was cut. */
export const CUT_MARK = "\n[… cut]";

/** What a `<testcase>` has shown so far. */
export interface JunitCase {
  readonly attributes: Readonly<Record<string, string>>;
  readonly suites: readonly JunitSuite[];
  readonly verdicts: JunitVerdict[];
  details: string;
}

/** An open `<testsuite>`. */
export interface JunitSuite {
  readonly name: string;
  readonly file: string;
}

/** A `<failure>`, `<error>` or `<skipped>` inside a test. */
export interface JunitVerdict {
  readonly kind: "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
}

/** Adds text to a test's details, up to the bound. */
export function addDetails(test: JunitCase, text: string): void {
  const room = JUNIT_CASE_TEXT_MAX - test.details.length;
  if (room <= 0) return;
  test.details += text.length <= room ? text : text.slice(0, room).replace(/[\ud800-\udbff]$/, "") +
    CUT_MARK;
}

/** The finished test in our words. */
export function readJunitCase(test: JunitCase): ReportedTest {
  const { attributes } = test;
  const outcome = outcomeOf(test);
  const telling = tellingVerdict(test.verdicts);
  const details = telling === undefined ? "" : test.details.trim();
  const file = attributes.file ?? attributes.filepath ?? test.suites.findLast(hasFile)?.file ?? "";
  return {
    file,
    className: classOf(test),
    name: attributes.name ?? "",
    outcome,
    durationMs: readSeconds(attributes.time ?? attributes.duration),
    message: messageOf(telling, details),
    details,
    line: locateFailure(file, details) ?? lineOf(test),
  };
}

/** pytest says of a module that it cannot load only that it could not; why stands at the end. */
function messageOf(telling: JunitVerdict | undefined, details: string): string {
  const message = firstLine(telling?.message ?? "");
  const isVague = message === "collection failure";
  const cause = isVague
    ? details.split("\n").findLast((line) => /^E {2,}\S/.test(line))
    : undefined;
  return firstLine(cause?.slice(1) ?? "") || message || firstLine(details) || (telling?.type ?? "");
}

function tellingVerdict(verdicts: readonly JunitVerdict[]): JunitVerdict | undefined {
  if (verdicts.length < 2) return verdicts[0];
  return verdicts.find((verdict) => verdict.kind === "failure") ??
    verdicts.find((verdict) => verdict.kind === "error") ?? verdicts[0];
}

function hasFile(suite: JunitSuite): boolean {
  return suite.file !== "";
}

function outcomeOf({ attributes, verdicts }: JunitCase): TestOutcome {
  if (verdicts.length === 0) return statusOf(attributes);
  const skip = verdicts.find((verdict) => verdict.kind === "skipped");
  const failing = verdicts.find((verdict) => verdict.kind !== "skipped");
  if (skip?.type === "pytest.xfail") return "expected-failure";
  // node: a test marked "todo" may fail without failing the run.
  if (skip?.type === "todo" && failing !== undefined) return "expected-failure";
  if (verdicts.some((verdict) => verdict.kind === "failure")) return "failed";
  if (failing !== undefined) return "error";
  return "skipped";
}

/** googletest tells disabled tests by an attribute alone. */
function statusOf(attributes: Readonly<Record<string, string>>): TestOutcome {
  const told = attributes.status ?? "";
  if (told === "notrun") return "not-run";
  return told === "skipped" || attributes.result === "skipped" ? "skipped" : "passed";
}

/** node says `test` for every class: its groups are the suites around the test. */
function classOf({ attributes, suites }: JunitCase): string {
  const told = attributes.classname ?? attributes.class ?? "";
  if (told !== "" && told !== "test") return told;
  return suites.map((suite) => suite.name).filter((name) => name !== "").join(" > ") || told;
}

/** pytest counts lines from 0. */
function lineOf({ attributes, suites }: JunitCase): number | null {
  const told = attributes.line ?? "";
  if (!/^\d{1,9}$/.test(told)) return null;
  const line = Number(told) + (suites.at(-1)?.name === "pytest" ? 1 : 0);
  return line > 0 ? line : null;
}

/** Milliseconds of a text in seconds, also with commas between thousands; null when it is none. */
export function readSeconds(text: string | undefined): number | null {
  if (text === undefined || text.length > 40) return null;
  const seconds = Number((text.includes(",") ? text.replaceAll(",", "") : text) || "none");
  return Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1e6) / 1e3 : null;
}

/** The first line that is not blank, without spaces around it; at most 2000 characters. */
export function firstLine(text: string): string {
  return (/[^\s][^\r\n]*/.exec(text)?.[0] ?? "").slice(0, 2000).trim().toWellFormed();
}
