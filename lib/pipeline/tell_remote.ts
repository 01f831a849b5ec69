import { type RemoteJson, TASKS_NAMED } from "../model/remote_json.ts";
import type { JoinedProof, RemoteSeen, TasksToJoin } from "./remote_seen.ts";
import type { FarSession } from "./make_job.ts";

/** Where a run on many machines comes from: engine, nodes, tasks, times, and what proves its results. */
export function tellRemote(
  { remote }: FarSession,
  { deal, seen, end, times }: TasksToJoin,
  { completeness, lost, joinMs }: JoinedProof,
): RemoteJson {
  const { request, readiness, engine } = remote;
  const busy = busyOf(seen);
  const moved = [...seen.lives].filter(([, lives]) => lives.size > 1).sort(([a], [b]) => a - b);
  return {
    engine: request.engine,
    version: readiness.version,
    workspace: request.workspace,
    jobs: seen.jobs.slice(0, TASKS_NAMED),
    parallelism: deal.parallelism,
    tasks: {
      ...{ total: deal.tasks.size, assigned: deal.assigned, queued: deal.queued },
      ...{ counted: end.settled.size, lost: end.lost.size },
    },
    lives: { total: end.lives, late: end.late, again: end.again },
    nodes: busy.nodes,
    lost,
    moved: moved.slice(0, TASKS_NAMED).map(([task, lives]) => ({
      ...{ task, lives: lives.size, node: seen.counted.get(task) ?? "" },
    })),
    witnesses: [...witnessesOf(engine.name, request.workspace)],
    plan_digest: deal.digest,
    balanced_by: deal.balancedBy,
    durations_from: deal.durationsFrom,
    times: { ...times, busy_ms: Math.round(busy.sumMs), join_ms: joinMs },
    completeness,
    imbalance: { expected: deal.imbalance, seen: null },
  };
}

function busyOf({ pieces, counted }: RemoteSeen) {
  const nodes = new Map<string, { name: string; tasks: number; busy_ms: number }>();
  const nodeOf = (task: number) => {
    const name = counted.get(task) ?? "";
    const node = nodes.get(name) ?? { name, tasks: 0, busy_ms: 0 };
    nodes.set(name, node);
    return node;
  };
  for (const task of counted.keys()) nodeOf(task).tasks++;
  let sumMs = 0;
  for (const { task, execution } of pieces) {
    nodeOf(task).busy_ms += execution?.durationMs ?? 0;
    sumMs += execution?.durationMs ?? 0;
  }
  return { nodes: [...nodes.values()].sort((a, b) => a.name < b.name ? -1 : 1), sumMs };
}

function* witnessesOf(engine: string, workspace: RemoteJson["workspace"]): Generator<string> {
  yield `the exit code of every task, as ${engine} tells it`;
  yield "the report and the script's own account of each suite, in frames with a checksum each";
  yield workspace === "mount"
    ? "a value in the project of this machine, read back in each container"
    : "absent: nothing proves that the project in the image is the one of this machine";
}
