import type { RemedyCaps } from "../model/remedy.ts";
import type { ContainedSuite } from "../plan/apply_remedy.ts";
import type { LadderCall } from "./diagnostic_session.ts";

const MEBIBYTE = 1024 ** 2;
/** Of what is free: a container that takes all of it takes the engine along. */
const SHARE = 0.8;
const LONGEST_MS = 2 * 3_600_000;
const MOST_PIDS = 32_768;

/** How far attempts may go: by what the machine has free, by its engine's, and by what the user allows. */
export function capsOf(
  { attempts, maxMemoryBytes, maxTimeoutMs, probe }: Pick<
    LadderCall,
    "attempts" | "maxMemoryBytes" | "maxTimeoutMs" | "probe"
  >,
  { full }: ContainedSuite,
): RemedyCaps {
  const { memory, cgroup, engine, limits } = probe.telemetry;
  const known = [
    memory.available_bytes,
    memory.total_bytes,
    cgroup.memory_limit_bytes,
    engine?.memory_bytes ?? null,
  ].filter((bytes) => bytes !== null);
  const real = Math.floor(Math.min(...known) * SHARE / MEBIBYTE) * MEBIBYTE;
  const most = Math.min(maxMemoryBytes ?? Infinity, real);
  // Where nobody knows how much there is, none is given away.
  const memoryBytes = Number.isFinite(most) ? most : 0;
  const processes = Number(limits.find(({ name }) => name === "Max processes")?.soft);
  const longest = Math.max(full.timeoutMs, Math.min(full.timeoutMs * 8, LONGEST_MS));
  return {
    ...{ attempts, memoryBytes },
    timeoutMs: maxTimeoutMs ?? longest,
    shmSizeBytes: Math.floor(memoryBytes / 2),
    pidsLimit: Math.min(MOST_PIDS, cgroup.pids_limit ?? MOST_PIDS, processes || MOST_PIDS),
  };
}
