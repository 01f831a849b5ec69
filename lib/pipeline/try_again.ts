import { isBelieved, judgeAttempts, judgeRetry } from "../classify/judge_retries.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { Execution, MergedAttempts, SuiteRecord } from "../model/run_record.ts";
import { planRetry } from "../plan/plan_retry.ts";
import { mergeAttempts } from "../write/merge_attempts.ts";
import type { GateSession } from "./gate_session.ts";
import type { Attempt } from "./open_execution.ts";

/** What a suite's attempts in one place come to; the first one's own answer where no other counts. */
export type TriedSuite =
  & Pick<SuiteRecord, "outcome" | "why" | "executions">
  & Pick<SuiteRecord, "merged" | "repeat">;

/** How the first attempt was run, and how another one is. */
export interface FirstTry {
  readonly first: Execution;
  readonly command: SuiteCommand;
  readonly run: (attempt: Attempt) => Promise<Execution>;
}

/**
 * Tries the failed tests of a suite again in the place where they failed, as often as its plan allows
 * and each attempt with a proof of its own. An attempt without an answer never makes red green.
 */
export async function tryAgain(
  session: GateSession,
  suite: PlannedSuite,
  { first, command, run }: FirstTry,
): Promise<TriedSuite> {
  const limits = limitsOf(session, command.request?.runner ?? suite.runner);
  const attempts: [Execution, ...Execution[]] = [first];
  let merged: MergedAttempts | null = null;
  let last = first;
  let stop = "";
  while (attempts.length <= suite.retries) {
    const failing = merged?.failures ?? first.failures;
    if (merged !== null && failing.length === 0) break;
    stop = judgeRetry(last, failing, limits) ?? "";
    if (stop !== "" || isOver(session)) break;
    const retry = planRetry(command, session.tables.runners, failing);
    const number = attempts.length + 1;
    tellRetry(session, suite, { place: first.place, number, ...retry, tests: failing.length });
    last = await run({ number, command: retry.command });
    attempts.push(last);
    const answer = isBelieved(last, limits) ? await merge(session, suite, attempts) : null;
    if (answer === null) {
      stop = `attempt ${number} ${last.outcome} and counts for nothing: ${last.why}`;
      break;
    }
    merged = answer;
  }
  const settled = settle(first, merged, stop);
  const tried = { ...settled, executions: attempts, ...(merged === null ? {} : { merged }) };
  if (suite.retries > 0 && first.outcome === "failed") tellSettled(session, suite, tried);
  return tried;
}

function limitsOf({ plan, tables }: GateSession, runner: string) {
  const exitCodes = tables.runners.find((row) => row.id === runner)?.exitCodes ?? {};
  return { maxRerunFailures: plan.maxRerunFailures, exitCodes };
}

function isOver({ cancel, deadline, refused }: GateSession): boolean {
  return cancel.aborted || deadline.leftMs() === 0 || refused !== null;
}

/** All attempts so far as one; null when the files do not hold what was counted, as on a full disk. */
async function merge(
  { host, run, warn }: GateSession,
  suite: PlannedSuite,
  attempts: readonly [Execution, ...Execution[]],
): Promise<MergedAttempts | null> {
  const [first, ...later] = attempts;
  const folder = `suites/${suite.name}`;
  const pathOf = (one: Execution): string => `${run.path}/${one.folder}/tests.jsonl`;
  const merged = await mergeAttempts(host, {
    attempts: [pathOf(first), ...later.map(pathOf)],
    failed: new Set(first.failures.map(({ id }) => id)),
    target: `${run.path}/${folder}/tests.jsonl`,
  });
  const isWhole = merged.ok && merged.value.counts.total >= first.report.counts.total;
  if (!isWhole) warn(`${folder}: its attempts could not be merged, so the first one counts`);
  return isWhole ? { ...merged.value, folder, attempts: attempts.length } : null;
}

function settle(
  first: Execution,
  merged: MergedAttempts | null,
  stop: string,
): Pick<Execution, "outcome" | "why"> {
  const { outcome, why } = merged === null ? first : judgeAttempts(merged);
  return { outcome, why: stop === "" ? why : `${why}; ${stop}` };
}

function tellRetry(
  session: GateSession,
  suite: PlannedSuite,
  { place, number, tests, scope }: {
    readonly place: Execution["place"];
    readonly number: number;
    readonly tests: number;
    readonly scope: "tests" | "suite";
  },
): void {
  const { name } = suite;
  session.emit({ type: "suite-retrying", suite: name, place, attempt: number, tests, scope });
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
