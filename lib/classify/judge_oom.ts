import type { Execution } from "../model/run_record.ts";

/** Who was killed for memory, if anybody was; append-only. */
export const OOM_VERDICTS = ["none", "main", "child", "host", "unknown"] as const;

/** The answer, and what was seen for it. */
export interface OomVerdict {
  /**
   * `main`: the tests' own process, by the container's limit; `child`: another process in it; `host`: by
   * the kernel because the machine had none left; `unknown`: killed, and nobody says by whom.
   */
  readonly verdict: typeof OOM_VERDICTS[number];
  /** One line for each signal, those that say no as well. */
  readonly signals: readonly string[];
}

/** SIGKILL as an exit code. */
const KILLED = 137;

/**
 * Weighs every signal of memory against the others: counters of the kernel from inside and from the host,
 * the engine's flag and its event, the kernel's own messages, and who else could have killed it.
 */
export function judgeOom(
  { exitCode, container, timedOut }: Pick<Execution, "exitCode" | "container" | "timedOut">,
  kernelLines: readonly string[],
): OomVerdict {
  if (container === null) return { verdict: "none", signals: [] };
  const { trailer, counters, state, events, signals: sent } = container;
  const inside = trailer?.oomKills ?? null;
  const outside = counters?.oomKills ?? null;
  const isFlagged = state?.oomKilled ?? false;
  const hasEvent = events.includes("oom");
  const ofHost = kernelLines.filter((line) =>
    /constraint=CONSTRAINT_NONE|^Out of memory: /.test(line)
  );
  const kernel = kernelLines.filter((line) => /[Oo]ut of memory/.test(line));
  const signals = [
    `kernel, read inside: ${inside ?? "not readable"}`,
    `kernel, read from the host: ${outside ?? "not readable"}`,
    `engine's flag: ${isFlagged}`,
    `engine's event: ${hasEvent}`,
    `kernel's messages: ${kernel.length === 0 ? "none" : kernel.at(-1)}`,
    `exit code: ${exitCode ?? state?.exitCode ?? "none"}`,
    `signals sent through the engine: ${sent.join(" ") || "none"}`,
  ];
  const code = exitCode ?? state?.exitCode ?? null;
  const wasKilled = code === KILLED;
  const isOom = (inside ?? 0) > 0 || (outside ?? 0) > 0 || isFlagged || hasEvent;
  if (isOom) return { verdict: wasKilled && !timedOut ? "main" : "child", signals };
  if (ofHost.length > 0) return { verdict: "host", signals };
  const isOurs = timedOut || sent.length > 0;
  // The script inside saw the end: 137 was the tests' own, whatever they mean by it.
  const sawEnd = trailer !== null && trailer.exitCode !== null;
  return { verdict: wasKilled && !isOurs && !sawEnd ? "unknown" : "none", signals };
}
