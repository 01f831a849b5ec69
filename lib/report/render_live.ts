import { formatShards } from "./fold_shards.ts";
import { addCounts, NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts } from "../model/test_result.ts";
import type { RunningTest, TestsSoFar } from "../model/tests_so_far.ts";
import { cleanLine } from "./clean_terminal.ts";
import { estimateLeft, type LivePast } from "./estimate_left.ts";
import { displayWidth, fitColumns, fitEndOf } from "./fit_columns.ts";
import { formatCounts } from "./format_counts.ts";
import { formatClock, formatDuration } from "./format_duration.ts";
import type { LiveState, LiveSuite } from "./live_view.ts";
import { outcomeColour } from "./outcome_colour.ts";
import { type Colour, paint } from "./paint.ts";

/** How the block is drawn. */
export interface LiveOptions {
  readonly columns: number;
  readonly color: boolean;
  /** Monotonic milliseconds since the start of the run. */
  readonly nowMs: number;
  /** Lines of the whole block, 16 unless said; at least 1. */
  readonly maxRows?: number;
  /** What suites took in earlier runs, milliseconds by name, and how many run at once. */
  readonly past?: LivePast;
}

/** The block as lines, none wider than `columns`, never more than `maxRows`; the last one is the sum. */
export function renderLive(state: LiveState, options: LiveOptions): string[] {
  const rows = Math.max(1, options.maxRows ?? 16) - 1;
  const shown = rows === 0 ? [] : chooseSuites(state.suites, rows);
  const hidden = rows < 2 ? 0 : state.suites.length - shown.length;
  const more = hidden === 0 ? [] : [fitColumns(`  … and ${hidden} more`, options.columns)];
  const width = nameWidth(shown, options.columns);
  const below = chooseTests(shown, rows - shown.length - more.length);
  const lines = shown.flatMap((suite) => [
    drawSuite(suite, width, options),
    ...below.has(suite) ? [drawTest(suite, options)] : [],
  ]);
  return [...lines, ...more, drawTotal(state, options)];
}

/** The outcome is to be seen beside the name, on a narrow terminal too. */
function nameWidth(shown: readonly LiveSuite[], columns: number): number {
  const widest = Math.max(8, ...shown.map((one) => displayWidth(cleanLine(one.name))));
  return Math.min(widest, 24, Math.max(4, columns - 11));
}

/** Running suites below which their slowest running test is shown: where that has run longest first. */
function chooseTests(shown: readonly LiveSuite[], rows: number): ReadonlySet<LiveSuite> {
  const telling = shown.filter(({ phase, tests }) => phase === "running" && tests?.running.length);
  const since = (suite: LiveSuite): number => slowestOf(suite)?.sinceMs ?? Infinity;
  return new Set(telling.toSorted((a, b) => since(a) - since(b)).slice(0, Math.max(0, rows)));
}

function slowestOf({ tests }: LiveSuite): RunningTest | undefined {
  return tests?.running.toSorted((a, b) => a.sinceMs - b.sinceMs)[0];
}

/** The end of a name is what tells it from its neighbours: it is cut in front. */
function drawTest(suite: LiveSuite, { columns, nowMs, color }: LiveOptions): string {
  const slowest = slowestOf(suite);
  if (slowest === undefined) return "";
  const more = (suite.tests?.running.length ?? 1) - 1;
  const age = formatDuration(nowMs - slowest.sinceMs);
  const rest = `  ${age}${more === 0 ? "" : `, ${more} more`}`;
  const room = columns - 4 - displayWidth(rest);
  const name = cleanLine(slowest.name);
  const told = room < 8 ? fitColumns(`  > ${name}`, columns) : `  > ${fitEndOf(name, room)}${rest}`;
  return paint(told, "gray", color);
}

/** All suites where they fit; else the running ones first, then red, then the latest, in plan order. */
function chooseSuites(suites: readonly LiveSuite[], rows: number): readonly LiveSuite[] {
  if (suites.length <= rows) return suites;
  if (rows < 2) return suites.toSorted((a, b) => urgency(a) - urgency(b)).slice(0, rows);
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
  const cut = fitColumns(cleanLine(suite.name), width);
  const name = cut + " ".repeat(Math.max(0, width - displayWidth(cut)));
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
  const far = suite.tests === null ? age : describeTests(suite.tests) || age;
  return { word: "running", colour: "bold", rest: `${formatDuration(elapsed)}  ${far}` };
}

/** Counts so far: `2 failed, 34 passed of 120`; "" before the first test. */
function describeTests({ passed, failed, skipped, planned }: TestsSoFar): string {
  const total = passed + failed + skipped;
  const counts = formatCounts({ ...NO_TESTS, total, passed, failed, skipped });
  // Tests that repeat themselves, or a plan of a part, would make nonsense of it.
  const of = planned !== null && planned > 0 && planned >= total ? ` of ${planned}` : "";
  return counts === "" && of !== "" ? `no test yet${of}` : `${counts}${of}`;
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
  const counts = formatCounts(addCounts(state.suites.map(countsOf)));
  const left = estimateLeft(state.suites, options.nowMs, options.past);
  const suites = `${ended.length}/${state.suites.length} suites`;
  // A narrow terminal shows the beginning: what is waited for comes before how long.
  const shards = cleanLine(formatShards(state.shards, options.nowMs));
  const parts = [suites, counts, shards, cleanLine(state.note), left];
  const rest = parts.filter((part) => part !== "").join("  ");
  return paintFirst("", formatClock(options.nowMs), "bold", rest, options);
}

/** Tests of a suite that ended, or those so far. */
function countsOf({ phase, counts, tests }: LiveSuite): TestCounts {
  if (phase !== "running" || tests === null) return phase === "ended" ? counts : NO_TESTS;
  const { passed, failed, skipped } = tests;
  const executed = passed + failed;
  return { ...NO_TESTS, total: executed + skipped, executed, passed, failed, skipped };
}
