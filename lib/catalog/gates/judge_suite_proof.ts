import type { GateFault } from "../../model/gate.ts";
import type { RecordedRun } from "../../model/recorded_run.ts";
import type { SuiteJson } from "../../model/results_json.ts";
import { makeFault } from "./collect_faults.ts";
import type { SuiteSettings } from "./suite_settings.ts";
import { countOf, tellText } from "./tell_value.ts";

/** What to do when a suite of a run is not proved to have passed. */
export const PROOF_CODES = {
  suite_not_passed:
    "Mend what failed in the suite: its failure digest says why, qa:replay runs it again",
  ran_in_failsafe: "Let the container run again: the failsafe checks less. Or say place: any",
  no_tests: "Find out why so few tests ran; an empty suite proves nothing",
  flaky_suite: "Mend the unsteady test, or say allow_flaky until it is mended",
  not_proved: "Run the gate again: what the record says of the suite does not agree with itself",
} as const;

/** Whether one suite is proved to have passed. */
export interface SuiteProof {
  readonly faults: readonly GateFault[];
  readonly notes: readonly string[];
  /** Tests that ran. */
  readonly tests: number;
}

/** Judges one suite that the run has: outcome, place, number of tests, and whether its numbers agree. */
export function judgeProof(
  name: string,
  settings: SuiteSettings,
  record: RecordedRun,
): SuiteProof {
  const told = record.suites.find((suite) => suite.name === name);
  const suite = record.files.results?.suites.find((one) => one.name === name) ?? null;
  const fault = (code: keyof typeof PROOF_CODES, words: string): GateFault =>
    makeFault(code, name, `${tellText(name)} ${words}`, { path: settings.record, at: null });
  if (told?.outcome !== "passed") {
    const why = suite === null ? "" : ` (${tellText(suite.why)})`;
    return lost(fault("suite_not_passed", `is ${told?.outcome ?? "unknown"}, not passed${why}`));
  }
  // Without results the run has a fault of its own: nothing more can be said of its suites.
  if (suite === null) return { faults: [], notes: [], tests: 0 };
  const doubt = contradictionOf(suite);
  const isHere = settings.place === "any" || suite.place === "container";
  const isFlaky = suite.flaky > 0;
  const few = suite.kind !== "check" && suite.attempted < settings.min_tests;
  const flaky = `has ${countOf(suite.flaky, "test")} that passed only when tried again`;
  const faults = [
    doubt === null ? null : fault("not_proved", doubt),
    isHere
      ? null
      : fault("ran_in_failsafe", `ran in ${suite.place ?? "no place"}, not in a container`),
    few ? fault("no_tests", tellFew(suite, settings.min_tests)) : null,
    isFlaky && !settings.allow_flaky ? fault("flaky_suite", flaky) : null,
  ].filter((one) => one !== null);
  return {
    faults,
    notes: isFlaky && settings.allow_flaky ? [`${tellText(name)} ${flaky}`] : [],
    tests: suite.attempted,
  };
}

function lost(fault: GateFault): SuiteProof {
  return { faults: [fault], notes: [], tests: 0 };
}

function tellFew({ attempted, skipped, not_run }: SuiteJson, wanted: number): string {
  const rest = `${skipped} skipped, ${not_run} not run`;
  return `ran ${countOf(attempted, "test")} (${rest}); at least ${wanted} is wanted`;
}

/** What in the numbers of a passed suite cannot be, or null. */
function contradictionOf(suite: SuiteJson): string | null {
  if (suite.outcome !== "passed") return `is ${suite.outcome} in results.json`;
  if (suite.failed > 0) return `is called passed with ${countOf(suite.failed, "failed test")}`;
  const counted = suite.executions.filter(({ place }) => place === suite.place);
  if (counted.length === 0) return "is called passed, and no execution of it is told";
  const passed = counted.some(({ outcome, report }) =>
    outcome === "passed" && (report.status === "whole" || report.status === "none")
  );
  // Attempts can pass together where each left something red; then there are several.
  return passed || counted.length > 1 ? null : "is called passed, and its execution is not";
}
