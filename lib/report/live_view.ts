import { addCounts, NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { Place, SuiteOutcome } from "../model/outcome.ts";
import type { RunEvent } from "../model/run_event.ts";
import { cleanLine } from "./clean_terminal.ts";
import { explainFallback } from "./explain_problem.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatCounts } from "./format_counts.ts";
import { formatClock, formatDuration } from "./format_duration.ts";
import { formatShard } from "./format_shard.ts";
import { outcomeColour } from "./outcome_colour.ts";
import { type Colour, paint } from "./paint.ts";

/** How far the output of a running suite has come; sent now and then, not for every line. */
export interface ProgressTick {
  readonly type: "progress";
  readonly suite: string;
  /** Lines and bytes of both streams so far. */
  readonly lines: number;
  readonly bytes: number;
  /** Milliseconds since the suite's start, or null when nothing was written. */
  readonly lastOutputMs: number | null;
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
}

/** Everything the live block shows; a value that `foldLive` makes from events. */
export interface LiveState {
  readonly suites: readonly LiveSuite[];
  /** What is being waited for before any suite runs, or why the mode changed; "" for nothing. */
  readonly note: string;
}

/** How the block is drawn. */
export interface LiveOptions {
  readonly columns: number;
  readonly color: boolean;
  /** Monotonic milliseconds since the start of the run. */
  readonly nowMs: number;
  /** Lines of the whole block, 16 unless said; at least 3. */
  readonly maxRows?: number;
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
      const begun = { place, startedMs: nowMs, lines: 0, lastOutputMs: null };
      return change(state, suite, { phase: "running", ...begun });
    }
    case "progress": {
      const { lines, lastOutputMs } = input;
      return change(state, input.suite, { lines, lastOutputMs });
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
    case "suite-skipped":
      return change(state, input.suite, { phase: "ended", outcome: "not-run" });
    case "cancelled":
      return { ...state, note: `cancelled by ${input.signal}, cleaning up` };
    default:
      return state;
  }
}

/** The block as lines, none wider than `columns`, never more than `maxRows`; the last one is the sum. */
export function renderLive(state: LiveState, options: LiveOptions): string[] {
  const rows = Math.max(3, options.maxRows ?? 16) - 1;
  const shown = chooseSuites(state.suites, rows);
  const hidden = state.suites.length - shown.length;
  const width = Math.min(Math.max(8, ...shown.map((one) => one.name.length)), 24);
  const lines = shown.map((suite) => drawSuite(suite, width, options));
  const more = hidden === 0 ? [] : [fitColumns(`  … and ${hidden} more`, options.columns)];
  return [...lines, ...more, drawTotal(state, options)];
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
  };
}

function change(state: LiveState, name: string, changes: Partial<LiveSuite>): LiveState {
  const suites = state.suites.map((one) => one.name === name ? { ...one, ...changes } : one);
  return { ...state, suites };
}

/** All suites where they fit; else the running ones first, then red, then the latest, in plan order. */
function chooseSuites(suites: readonly LiveSuite[], rows: number): readonly LiveSuite[] {
  if (suites.length <= rows) return suites;
  // Chosen by place, not by name: a name that stands twice would bring two lines.
  const chosen = new Set(suites.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, rows - 1));
  return suites.filter((one) => chosen.has(one));
}

function urgency(suite: LiveSuite): number {
  if (suite.phase === "running") return 0;
  if (suite.phase === "waiting") return 2;
  return suite.outcome === "passed" ? 3 : 1;
}

function drawSuite(suite: LiveSuite, width: number, options: LiveOptions): string {
  const name = fitColumns(cleanLine(suite.name), width).padEnd(width);
  const { word, colour, rest } = describe(suite, options.nowMs);
  return paintFirst(`${name} `, word, colour, rest, options);
}

function describe(suite: LiveSuite, nowMs: number): { word: string; colour: Colour; rest: string } {
  if (suite.phase === "waiting") return { word: "waiting", colour: "gray", rest: "" };
  const outcome = suite.outcome ?? "not-run";
  if (suite.phase === "ended") {
    const duration = outcome === "not-run" ? "" : formatDuration(suite.durationMs);
    const rest = [formatCounts(suite.counts), duration].filter((part) => part !== "").join("  ");
    return { word: outcome, colour: outcomeColour(outcome), rest };
  }
  const elapsed = nowMs - suite.startedMs;
  const age = suite.lastOutputMs === null
    ? "no output yet"
    : `${suite.lines} lines, last ${formatDuration(elapsed - suite.lastOutputMs)} ago`;
  return { word: "running", colour: "bold", rest: `${formatDuration(elapsed)}  ${age}` };
}

/** Cuts the plain text first and colours after, so that escape sequences never count as columns. */
function paintFirst(
  before: string,
  word: string,
  colour: Colour,
  rest: string,
  { columns, color }: LiveOptions,
): string {
  const wide = columns < 40 ? word : word.padEnd(9);
  const line = fitColumns(`${before}${wide} ${rest}`.trimEnd(), columns);
  const end = before.length + word.length;
  if (line.length <= before.length) return line;
  const painted = paint(line.slice(before.length, end), colour, color);
  return `${line.slice(0, before.length)}${painted}${line.slice(end)}`;
}

function drawTotal(state: LiveState, options: LiveOptions): string {
  const ended = state.suites.filter((one) => one.phase === "ended");
  const counts = formatCounts(addCounts(ended.map((one) => one.counts)));
  const parts = [`${ended.length}/${state.suites.length} suites`, counts, cleanLine(state.note)];
  const rest = parts.filter((part) => part !== "").join("  ");
  return paintFirst("", formatClock(options.nowMs), "bold", rest, options);
}
