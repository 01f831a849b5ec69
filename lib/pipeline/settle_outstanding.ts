import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { Outstanding, ReplayedSuite, ReplayOrigin } from "../model/replay.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import { countedExecution } from "../report/counted_execution.ts";
import { streamRecords } from "../write/stream_records.ts";

/** What of a replay is looked through, and where. */
export interface SettleRequest {
  /** Says what was to be run, and what was left out. */
  readonly plan: Plan;
  readonly suites: readonly SuiteRecord[];
  /** Absolute folder of the run. */
  readonly folder: string;
}

/**
 * What of a record has no answer after its replay: tests that were to be run and of which the new
 * reports tell none (renamed, removed, skipped, not collected), for a selection that meets nothing
 * proves nothing; then what was left out, unless its tool ran it all the same.
 */
export async function settleOutstanding(
  host: Host,
  { plan, suites, folder }: SettleRequest,
): Promise<readonly Outstanding[]> {
  const { replay } = plan;
  if (replay === undefined) return [];
  const unseen: Outstanding[] = [];
  const answered = new Set<string>();
  for (const suite of suites) {
    const asked = replay.suites.find((one) => one.suite === suite.name);
    const told = countedExecution(suite);
    if (told === null || NO_ANSWER.has(suite.outcome)) {
      if (asked !== undefined) unseen.push(sayNoAnswer(asked, suite));
      continue;
    }
    const label = suite.merged?.folder ?? told.folder;
    const path = `${folder}/${label}/tests.jsonl`;
    const left = await lookThrough(host, path, wantedOf(suite.name, asked, replay), answered);
    unseen.push(...left.map((one) => ({ ...one, suite: suite.name })));
  }
  const ran = new Set(suites.map(({ name }) => name));
  const missing = replay.suites.filter(({ suite }) => !ran.has(suite))
    .map((one) => sayNoAnswer(one, undefined));
  const rest = replay.outstanding.filter(({ test }) => test === null || !answered.has(test));
  return [...unseen, ...missing, ...rest];
}

const NO_ANSWER: ReadonlySet<string> = new Set(["not-run", "lost", "cancelled"]);

/** Ids that are looked for in the report of a suite: true for those that were to be run. */
function wantedOf(
  suite: string,
  asked: ReplayedSuite | undefined,
  { outstanding }: Pick<ReplayOrigin, "outstanding">,
): ReadonlyMap<string, boolean> {
  const left = outstanding.flatMap((one) =>
    one.suite === suite && one.test !== null ? [[one.test, false] as const] : []
  );
  return new Map([...left, ...(asked?.tests ?? []).map((test) => [test, true] as const)]);
}

function sayNoAnswer({ suite }: ReplayedSuite, record: SuiteRecord | undefined): Outstanding {
  const why = record === undefined ? "did not run" : `gave no answer: ${record.why}`;
  const state = record?.outcome === "cancelled" ? "cancelled" : "not-run";
  return { suite, test: null, state, why };
}

/** Those that were to be run and have not; streamed, so that memory is that of the ids looked for. */
async function lookThrough(
  host: Host,
  path: string,
  wanted: ReadonlyMap<string, boolean>,
  answered: Set<string>,
): Promise<readonly Omit<Outstanding, "suite">[]> {
  if (wanted.size === 0) return [];
  const idle = new Map<string, Omit<Outstanding, "suite">>();
  for await (const { id, outcome, message } of streamRecords(host, path)) {
    if (!wanted.has(id)) continue;
    const isIdle = outcome === "skipped" || outcome === "not-run";
    if (!isIdle) answered.add(id);
    else idle.set(id, { test: id, state: outcome, why: sayIdle(outcome, message) });
  }
  const asked = [...wanted].filter(([id, isAsked]) => isAsked && !answered.has(id));
  return asked.map(([id]) => idle.get(id) ?? { test: id, ...GONE });
}

const GONE = {
  state: "removed",
  why: "is not in the new report: it was renamed, removed or not collected",
} as const;

function sayIdle(outcome: "skipped" | "not-run", message: string): string {
  const word = outcome === "skipped" ? "was skipped this time" : "did not run this time";
  return message === "" ? word : `${word}: ${message}`;
}
