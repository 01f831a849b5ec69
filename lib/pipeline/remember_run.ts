import { isEvidenceOfFlakiness } from "../classify/judge_evidence.ts";
import type { Host } from "../host/host.ts";
import type { RememberedRun } from "../model/history.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { pruneHistory, type PruneLimits } from "../write/prune_history.ts";
import { recordHistory } from "../write/record_history.ts";
import { streamRecords } from "../write/stream_records.ts";
import type { GateRun } from "./run_gate.ts";
import { historyOf, withHistory } from "./with_history.ts";

/** What is kept without being asked: half a year, and a quarter of a gigabyte. */
export const KEPT = { days: 180, maxBytes: 256 * 1024 ** 2 } as const;
const DAY_MS = 86_400_000;

/** Adds a run to the history, and forgets what is too old. Whatever fails becomes a warning. */
export async function rememberRun(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  warn: (message: string) => void,
): Promise<void> {
  const path = historyOf(record.plan, run.outputs);
  if (path === null) return;
  const problem = await withHistory(host, path, {
    warn,
    work: async (database) => {
      const tests = streamRecords(host, `${run.path}/tests.jsonl`);
      const added = await recordHistory(database, remember(record), tests);
      if (!added.ok) return added.error;
      const partsOnly = !isWholeRun(record);
      const pruned = pruneHistory(database, limitsAt(record.startedAt), { partsOnly });
      return pruned.ok ? null : pruned.error;
    },
  });
  if (problem !== null) warn(`this run is not in the history: ${explainProblem(problem).message}`);
}

/** The bounds that hold when nobody asks for others. */
export function limitsAt(now: string, days: number = KEPT.days): PruneLimits {
  const before = new Date(Date.parse(now) - days * DAY_MS).toISOString();
  return { before, maxBytes: KEPT.maxBytes };
}

/** What is kept of a record beside its tests. */
export function remember(record: RunRecord): RememberedRun {
  const { runId, startedAt, git, verdict, suites } = record;
  return {
    runId,
    startedAt,
    commit: git?.commit ?? null,
    dirty: git?.dirty ?? false,
    verdict,
    isEvidence: isEvidenceOfFlakiness(record).isEvidence,
    isWhole: isWholeRun(record),
    suites: suites.filter(({ executions }) => executions.length > 0).map(rememberSuite),
    joinedFrom: record.merge?.sources.map((source) => source.run_id) ?? [],
  };
}

/** Verdicts of runs that came to an answer. */
const ANSWERS = new Set(["passed", "flaky", "failed", "degraded"]);

/** True for all of a plan, with an answer: no shard, no replay, no repeats, no merge that lacks something. */
function isWholeRun({ plan, replay, suites, verdict, merge }: RunRecord): boolean {
  const isPart = plan.shard !== undefined || plan.replay !== undefined || replay !== undefined;
  const isRepeated = plan.repeat !== undefined ||
    suites.some((suite) => suite.repeat !== undefined);
  const isComplete = merge?.completeness.is_complete ?? true;
  return !isPart && !isRepeated && isComplete && ANSWERS.has(verdict);
}

function rememberSuite({ name, outcome, executions }: SuiteRecord) {
  const durationMs = executions.reduce((sum, one) => sum + one.durationMs, 0);
  return { name, outcome, durationMs };
}
