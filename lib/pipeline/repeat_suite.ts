import { judgeRepeat } from "../classify/judge_repeat.ts";
import { type RepeatTally, tallyRepeats } from "../classify/tally_repeats.ts";
import type { SuiteOutcome, TestOutcome } from "../model/outcome.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { SuiteRepeat } from "../model/repeat.ts";
import type { Execution, MergedAttempts } from "../model/run_record.ts";
import { mergeRepeats } from "../write/merge_repeats.ts";
import { streamRecords } from "../write/stream_records.ts";
import type { GateSession } from "./gate_session.ts";
import type { Attempt } from "./open_execution.ts";
import type { TriedSuite } from "./try_again.ts";

/** How one of the runs is made. */
export interface RepeatOptions {
  readonly command: SuiteCommand;
  /** How many runs are asked for, at least 1. */
  readonly times: number;
  readonly run: (attempt: Attempt) => Promise<Execution>;
}

/**
 * Runs a suite as often as asked, whatever it answers, each time with a proof and a folder of its
 * own; it ends early only when nothing more can run. What the runs say together is the worst of them.
 */
export async function repeatSuite(
  session: GateSession,
  suite: PlannedSuite,
  { command, times, run }: RepeatOptions,
): Promise<TriedSuite> {
  const tally = tallyRepeats();
  const runs: [Execution, ...Execution[]] = [await run({ number: 1, command })];
  await addRun(session, suite, tally, runs[0]);
  let stopped = whyStop(session, runs[0]);
  while (runs.length < times && stopped === null) {
    const number = runs.length + 1;
    const { place } = runs[0];
    session.emit({ type: "suite-repeating", suite: suite.name, place, attempt: number, times });
    const next = await run({ number, command });
    // What only the first run keeps in memory would otherwise be kept a thousand times.
    runs.push({ ...next, failures: [], flaky: [], quarantined: [] });
    await addRun(session, suite, tally, next);
    stopped = whyStop(session, next);
  }
  const repeat = describe(session, runs, { times, stopped, tally });
  const counted = runs.filter((one) => !isCut(session, one));
  const [first = runs[0], ...more] = counted;
  const judged = judgeRepeat([first, ...more], repeat);
  const merged = runs.length === 1 ? null : await merge(session, suite, runs);
  const tried = { ...judged, executions: runs, repeat, ...(merged === null ? {} : { merged }) };
  tellSettled(session, suite, tried);
  return tried;
}

/** Why no further run is begun, or null. */
function whyStop(
  { cancel, deadline, refused }: GateSession,
  last: Execution,
): string | null {
  if (cancel.aborted) return "interrupted";
  if (deadline.leftMs() === 0) return "the deadline of the run passed";
  if (refused !== null) return "the engine refused the settings";
  return last.outcome === "lost" ? `the container was lost: ${last.why}` : null;
}

/** True for a run that we ended ourselves because time was up: it says nothing about a test. */
function isCut({ cancel, deadline }: GateSession, { outcome }: Execution): boolean {
  if (outcome === "cancelled") return true;
  return outcome === "timed-out" && (cancel.aborted || deadline.leftMs() === 0);
}

async function addRun(
  session: GateSession,
  suite: PlannedSuite,
  tally: RepeatTally,
  run: Execution,
): Promise<void> {
  let failed = 0;
  for await (const test of streamRecords(session.host, testsOf(session, run))) {
    // A test in the middle of which we ended the run has not failed.
    if (isCut(session, run) && test.outcome === "timed-out") continue;
    if (test.outcome !== "passed" && test.outcome !== "skipped") failed += 1;
    tally.add(test);
  }
  const hasFailedItself = failed === 0 && run.outcome !== "passed" && !isCut(session, run);
  if (run.report.counts.total > 0 && !hasFailedItself) return;
  if (isCut(session, run) || run.outcome === "lost") return;
  // A check, or a run that failed outside of every test, is told as the suite itself.
  const outcome = OUTCOMES[run.outcome] ?? "error";
  const { name: id } = suite;
  tally.add({ id, outcome, duration_ms: run.durationMs, message: sayOf(run) });
}

const OUTCOMES: Readonly<Partial<Record<SuiteOutcome, TestOutcome>>> = {
  passed: "passed",
  failed: "failed",
  "timed-out": "timed-out",
  crashed: "crashed",
};

function sayOf({ outcome, why }: Execution): string {
  return outcome === "passed" ? "" : why;
}

function testsOf({ run }: GateSession, { folder }: Execution): string {
  return `${run.path}/${folder}/tests.jsonl`;
}

function describe(
  session: GateSession,
  runs: readonly Execution[],
  { times, stopped, tally }: {
    readonly times: number;
    readonly stopped: string | null;
    readonly tally: RepeatTally;
  },
): SuiteRepeat {
  const made = runs.filter((one) => !isCut(session, one) && one.outcome !== "lost");
  const outcomes: Partial<Record<SuiteOutcome, number>> = {};
  for (const { outcome } of made) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const isShort = made.length < times;
  return {
    asked: times,
    made: made.length,
    stopped: isShort ? stopped : null,
    outcomes,
    ...tally.end(),
  };
}

/** All runs as one list of tests; null when the files do not hold what was counted, as on a full disk. */
async function merge(
  session: GateSession,
  suite: PlannedSuite,
  runs: readonly [Execution, ...Execution[]],
): Promise<MergedAttempts | null> {
  const [first, ...later] = runs;
  if (first.report.counts.total === 0) return null;
  const folder = `suites/${suite.name}`;
  const merged = await mergeRepeats(session.host, {
    runs: [testsOf(session, first), ...later.map((one) => testsOf(session, one))],
    target: `${session.run.path}/${folder}/tests.jsonl`,
  });
  const isWhole = merged.ok && merged.value.counts.total >= first.report.counts.total;
  if (!isWhole) {
    session.warn(`${folder}: its runs could not be merged, so the tests are the first's`);
  }
  return isWhole ? { ...merged.value, folder, attempts: runs.length } : null;
}

function tellSettled(session: GateSession, suite: PlannedSuite, tried: TriedSuite): void {
  const { outcome, why, executions, merged } = tried;
  const [first] = executions;
  if (first === undefined) return;
  session.emit({
    type: "suite-settled",
    suite: suite.name,
    place: first.place,
    attempts: executions.length,
    outcome,
    counts: merged?.counts ?? first.report.counts,
    why,
  });
}
