import type { GateContext, GateFault } from "../../model/gate.ts";
import type { RecordedRun } from "../../model/recorded_run.ts";
import { makeFault } from "./collect_faults.ts";
import { judgeCommit } from "./judge_commit.ts";
import { tellText } from "./tell_value.ts";

/** What an entry says about commits. */
export interface CommitDemand {
  readonly record: string;
  readonly same_commit: boolean;
  readonly allow_dirty: boolean;
}

/** Whether a run is of the commit of the work tree, and of nothing beside it. */
export function judgeRunCommit(
  demand: CommitDemand,
  record: RecordedRun,
  context: GateContext,
): { readonly faults: readonly GateFault[]; readonly notes: readonly string[] } {
  if (!demand.same_commit) return { faults: [], notes: ["the run may be of any commit"] };
  const place = { path: demand.record, at: null };
  const run = tellText(record.runId);
  const told = record.files.run?.git?.commit ?? record.environment?.git_sha ?? null;
  const wrong = judgeCommit(told, context.commit);
  const faults = wrong === null
    ? []
    : [makeFault(wrong.code, record.runId, `the run ${run} does not count: ${wrong.found}`, place)];
  const dirty = dirtySentences(record, context);
  if (demand.allow_dirty) return { faults, notes: dirty };
  const found = dirty.map((words) => makeFault("dirty_tree", record.runId, words, place));
  return { faults: [...faults, ...found], notes: [] };
}

/** What is not known of a tree may be changed. */
function dirtySentences(record: RecordedRun, { isDirty }: GateContext): readonly string[] {
  const then = record.files.run?.git?.dirty ?? record.environment?.git_dirty ?? null;
  return [
    then === true
      ? "the work tree had changes beside its commit when the run was made"
      : then === null
      ? "whether the work tree was clean when the run was made is not known"
      : null,
    isDirty === true
      ? "the work tree has changes beside its commit now"
      : isDirty === null
      ? "whether the work tree is clean now is not known"
      : null,
  ].filter((words) => words !== null);
}
