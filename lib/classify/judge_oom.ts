import type { Execution } from "../model/run_record.ts";
import { peakBelowLimit } from "./weigh_oom.ts";

/** Who was killed for memory, if anybody was; append-only. */
export const OOM_VERDICTS = ["none", "main", "child", "host", "unknown"] as const;

/** The answer, and what was seen for it. */
export interface OomVerdict {
  /**
   * `main`: the tests' own process, by the container's limit; `child`: another process in it; `host`: by
   * the kernel because the machine, or what else holds the container, had none left; `unknown`: killed,
   * and nobody says by whom.
   */
  readonly verdict: typeof OOM_VERDICTS[number];
  /** One line for each signal, those that say no as well. */
  readonly signals: readonly string[];
}

/** What is known beside the end of the container. */
export interface OomContext {
  /** What the kernel has said about it. */
  readonly kernelLines: readonly string[];
  /** Its own limit; null where it had none. */
  readonly limitBytes: number | null;
}

/** SIGKILL as an exit code. */
const KILLED = 137;

/**
 * Weighs every signal of memory against the others: counters of the kernel from inside and from the host,
 * the engine's flag and its event, the kernel's own messages, and who else could have killed it.
 */
export function judgeOom(
  { exitCode, container, timedOut }: Pick<Execution, "exitCode" | "container" | "timedOut">,
  { kernelLines, limitBytes }: OomContext,
): OomVerdict {
  if (container === null) return { verdict: "none", signals: [] };
  const { trailer, counters, state, events, signals: sent } = container;
  const inside = trailer?.oomKills ?? null;
  const outside = counters?.oomKills ?? null;
  const isFlagged = state?.oomKilled ?? false;
  const hasEvent = events.includes("oom");
  const ofHost = kernelLines.filter((line) =>
    /constraint=CONSTRAINT_NONE|^Out of memory: /.test(line) || isAround(line, container.id)
  );
  const peak = peakBelowLimit(container, limitBytes);
  const kernel = kernelLines.filter((line) => /[Oo]ut of memory/.test(line));
  const signals = [
    `kernel, read inside: ${inside ?? "not readable"}`,
    `kernel, read from the host: ${outside ?? "not readable"}`,
    `engine's flag: ${isFlagged}`,
    `engine's event: ${hasEvent}`,
    `kernel's messages: ${kernel.length === 0 ? "none" : kernel.at(-1)}`,
    `its own limit: ${peak === null ? "may be the cause" : `not reached, ${peak} bytes at most`}`,
    `exit code: ${exitCode ?? state?.exitCode ?? "none"}`,
    `signals sent through the engine: ${sent.join(" ") || "none"}`,
  ];
  const code = exitCode ?? state?.exitCode ?? null;
  const wasKilled = code === KILLED;
  const isOom = (inside ?? 0) > 0 || (outside ?? 0) > 0 || isFlagged || hasEvent;
  const isAroundIt = ofHost.length > 0 || peak !== null;
  if (isOom && isAroundIt) return { verdict: "host", signals };
  if (isOom) return { verdict: wasKilled && !timedOut ? "main" : "child", signals };
  if (ofHost.length > 0) return { verdict: "host", signals };
  const isOurs = timedOut || sent.length > 0;
  // The script inside saw the end: 137 was the tests' own, whatever they mean by it.
  const sawEnd = trailer !== null && trailer.exitCode !== null;
  return { verdict: wasKilled && !isOurs && !sawEnd ? "unknown" : "none", signals };
}

/** True for a kill by the limit of a group that holds the container's, as the kernel names it. */
function isAround(line: string, id: string): boolean {
  const group = /\boom_memcg=([^,\s]+)/.exec(line)?.[1];
  return group !== undefined && id !== "" && line.includes(id) && !group.includes(id);
}
