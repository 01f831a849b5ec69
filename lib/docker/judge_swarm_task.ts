import type { SwarmTask } from "./docker_task_inspect.ts";

/** How far a task of a swarm's job has come. */
export type SwarmPhase =
  /** It waits for a node that can take it. */
  | "pending"
  /** A node has it and its container does not run yet. */
  | "starting"
  | "running"
  /** Its container ended with 0. */
  | "complete"
  /** Its container ended otherwise. */
  | "failed"
  /** No container could be made of it. */
  | "rejected"
  /** The swarm took it off its node. */
  | "taken"
  /** It stands in for one that failed and is not to run before a day has passed. */
  | "spare";

const PHASES: Readonly<Record<string, SwarmPhase>> = {
  new: "pending",
  allocated: "pending",
  pending: "pending",
  assigned: "starting",
  accepted: "starting",
  preparing: "starting",
  ready: "starting",
  starting: "starting",
  running: "running",
  complete: "complete",
  failed: "failed",
  rejected: "rejected",
  shutdown: "taken",
  orphaned: "taken",
  remove: "taken",
};

/** The phase of a task; a state of a later engine that we do not know counts as starting. */
export function judgeSwarmTask({ state, desired }: SwarmTask): SwarmPhase {
  const phase = PHASES[state] ?? "starting";
  const isSpare = desired === "ready" || (desired === "shutdown" && phase === "starting");
  return isSpare && phase !== "running" && phase !== "complete" ? "spare" : phase;
}
