import type { TestOutcome } from "../model/outcome.ts";
import type { ReportedTest } from "../model/test_result.ts";
import type { GoEvent } from "./go_event.ts";
import { explainGoOutput } from "./go_output.ts";

/** A test that runs, or a package (its own name is ""). */
export interface RunningGoTest {
  readonly name: string;
  output: string;
  hasSubtests: boolean;
  subtestFailed: boolean;
  /** It waits for its turn among the parallel ones. */
  isPaused: boolean;
}

/** A test, or package, that has just begun. */
export function beginGoTest(name: string): RunningGoTest {
  return { name, output: "", hasSubtests: false, subtestFailed: false, isPaused: false };
}

/** A test of a package, of which no more is known than how it ended. */
export function nameGoTest(className: string, name: string, outcome: TestOutcome): ReportedTest {
  return {
    // No path: go names files only where something failed, and an identity must not change by that.
    ...{ file: "", className, name, outcome, durationMs: null, message: "", details: "" },
    line: null,
  };
}

/** A test that ended, with what its own words tell. */
export function describeGoTest(
  event: GoEvent,
  one: RunningGoTest,
  { outcome, words }: { outcome: TestOutcome; words: string },
): ReportedTest {
  const test = { ...nameGoTest(event.package, one.name, outcome), durationMs: event.durationMs };
  if (outcome === "passed") return test;
  const said = explainGoOutput(words);
  const panic = said.panic === "timeout" ? "timed-out" : "crashed";
  return {
    ...test,
    durationMs: event.test === one.name ? event.durationMs : null,
    outcome: said.panic === null ? outcome : panic,
    message: said.message,
    details: outcome === "skipped" ? "" : words,
    line: said.line,
  };
}

/** A parallel test begins, waits for all others to begin, and goes on: this one did not. */
export function tellPausedGoTest(name: string, one: RunningGoTest): ReportedTest {
  return { ...nameGoTest(name, one.name, "not-run"), message: "its package ended before its turn" };
}

/** A package that failed without a failing test: it did not build, or failed outside of its tests. */
export function tellGoPackage(
  name: string,
  { output }: RunningGoTest,
  isBuild: boolean,
): ReportedTest {
  const details = output.split("\n").filter((line) => !/^FAIL(\t|$)/.test(line)).join("\n").trim();
  const what = isBuild ? "[build failed]" : "[package]";
  const message = explainGoOutput(details).message || "the package failed outside of its tests";
  return { ...nameGoTest(name, what, "error"), message, details };
}

/** A package that go could not build, or whose dependencies it could not find. */
export function tellGoBuild(name: string, what: string): ReportedTest {
  const message = `${what}; the compiler's words are in stderr.log`;
  return { ...nameGoTest(name, `[${what}]`, "error"), message };
}
