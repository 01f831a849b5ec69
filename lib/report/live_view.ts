import { NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { Place, SuiteOutcome } from "../model/outcome.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { TestsSoFar } from "../model/tests_so_far.ts";
import { explainFallback } from "./explain_problem.ts";
import { foldShards, type LiveShards } from "./fold_shards.ts";
import { formatShard } from "./format_shard.ts";

/** How far the output of a running suite has come; sent now and then, not for every line. */
export interface ProgressTick {
  readonly type: "progress";
  readonly suite: string;
  /** Lines and bytes of both streams so far. */
  readonly lines: number;
  readonly bytes: number;
  /** Milliseconds since the suite's start, or null when nothing was written. */
  readonly lastOutputMs: number | null;
  /** How far its tests have come, in the run's milliseconds; absent where its tool does not tell. */
  readonly tests?: TestsSoFar;
}

/** What is known of one suite while a run goes on. Times are the run's monotonic milliseconds. */
export interface LiveSuite {
  readonly name: string;
  readonly phase: "waiting" | "running" | "ended";
  readonly place: Place | null;
  readonly startedMs: number;
  readonly lines: number;
  readonly lastOutputMs: number | null;
  readonly outcome: SuiteOutcome | null;
  readonly counts: TestCounts;
  readonly durationMs: number;
  /** Of the attempt that is running; null where nobody tells. */
  readonly tests: TestsSoFar | null;
}

/** Everything the live block shows; a value that `foldLive` makes from events. */
export interface LiveState {
  readonly suites: readonly LiveSuite[];
  /** What is being waited for before any suite runs, or why the mode changed; "" for nothing. */
  readonly note: string;
  /** Set where shards run on many machines. */
  readonly shards?: LiveShards;
}

/** The state before any event. */
export const NO_LIVE: LiveState = { suites: [], note: "" };

/** The state after one more event or tick that came `nowMs` after the start of the run. */
export function foldLive(
  state: LiveState,
  input: RunEvent | ProgressTick,
  nowMs: number,
): LiveState {
  switch (input.type) {
    case "run-started":
      return { suites: input.suites.map(waitingSuite), note: "" };
    case "preflight-started":
      return { ...state, note: `asking ${input.docker_bin} for ${input.image}` };
    case "image-started":
      return { ...state, note: `${input.doing} ${input.image}` };
    case "preflight-passed":
      return { ...state, note: "" };
    case "fallback":
      return { ...state, note: `container not used: ${explainFallback(input)}` };
    case "suite-listing":
      return { ...state, note: `listing the tests of ${input.suite}` };
    case "sharded": {
      const suites = state.suites.filter(({ name }) => input.suites.includes(name));
      return { suites, note: formatShard(input.shard) };
    }
    case "suite-started": {
      const { suite, place } = input;
      const begun = { place, startedMs: nowMs, lines: 0, lastOutputMs: null, tests: null };
      return change(state, suite, { phase: "running", ...begun });
    }
    case "progress": {
      const { lines, lastOutputMs, tests = null } = input;
      return change(state, input.suite, { lines, lastOutputMs, tests });
    }
    case "suite-ended": {
      const { outcome, counts, place, duration_ms: durationMs } = input;
      return change(state, input.suite, { phase: "ended", outcome, counts, place, durationMs });
    }
    case "suite-settled": {
      const { outcome, counts, place } = input;
      return change(state, input.suite, { phase: "ended", outcome, counts, place });
    }
    case "suite-repeating":
      return { ...state, note: `${input.suite}: run ${input.attempt} of ${input.times}` };
    case "shard-started":
    case "shard-ended":
      return { ...state, shards: foldShards(state.shards, input, nowMs) };
    case "suite-skipped":
      return change(state, input.suite, { phase: "ended", outcome: "not-run" });
    case "cancelled":
      return { ...state, note: `cancelled by ${input.signal}, cleaning up` };
    default:
      return state;
  }
}

function waitingSuite(name: string): LiveSuite {
  return {
    name,
    phase: "waiting",
    place: null,
    startedMs: 0,
    lines: 0,
    lastOutputMs: null,
    outcome: null,
    counts: NO_TESTS,
    durationMs: 0,
    tests: null,
  };
}

function change(state: LiveState, name: string, changes: Partial<LiveSuite>): LiveState {
  const suites = state.suites.map((one) => one.name === name ? { ...one, ...changes } : one);
  return { ...state, suites };
}
