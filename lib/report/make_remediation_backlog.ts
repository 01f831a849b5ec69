import type { FullVerdict, JudgedFault, JudgedGate } from "../model/full_verdict.ts";
import type {
  BacklogEntryJson,
  RemediationBacklogJson,
} from "../model/remediation_backlog_json.ts";

/** Subjects that an entry names. */
const MOST_SUBJECTS = 20;

/** `remediation_backlog.json` of a verdict: an entry for each kind of fault in each artifact of each failing gate. */
export function makeRemediationBacklog(full: FullVerdict): RemediationBacklogJson {
  const failing = full.gates.filter(({ status }) => status === "fail");
  const entries = failing.flatMap(entriesOf);
  return {
    schema: "qa.remediation_backlog.v1",
    verdict_id: full.verdictId,
    generated_at: full.generatedAt,
    commit: full.commit,
    summary: {
      entries: entries.length,
      failing_gates: failing.length,
      blocking_gates: failing.filter(({ head }) => head.blocking).length,
      faults: entries.reduce((sum, { faults }) => sum + faults, 0),
    },
    entries,
  };
}

/** Faults that a waiver excuses are nobody's work now. */
function entriesOf(gate: JudgedGate): readonly BacklogEntryJson[] {
  const groups = new Map<string, JudgedFault[]>();
  for (const fault of gate.faults) {
    if (fault.waivedBy !== null) continue;
    const key = JSON.stringify([fault.code, artifactOf(gate, fault)]);
    const group = groups.get(key) ?? [];
    group.push(fault);
    groups.set(key, group);
  }
  return [...groups.values()].map((faults) => entryOf(gate, faults));
}

function entryOf(gate: JudgedGate, faults: readonly JudgedFault[]): BacklogEntryJson {
  const { head } = gate;
  const first = faults[0]!;
  return {
    gate: head.id,
    kind: head.kind,
    blocking: head.blocking,
    code: first.code,
    owner: head.owner,
    artifact: artifactOf(gate, first),
    command: gate.reproduce,
    remediation: [...head.remediation ?? [gate.advice[first.code] ?? ""]],
    faults: faults.length,
    subjects: [...new Set(faults.map(({ subject }) => subject))].slice(0, MOST_SUBJECTS),
    message: first.message,
  };
}

function artifactOf({ artifacts }: JudgedGate, { place }: JudgedFault): string | null {
  return place?.path ?? (artifacts.length === 1 ? artifacts[0]! : null);
}
