import type { Finding } from "../model/finding.ts";
import type { Execution } from "../model/run_record.ts";

/** SIGKILL and SIGTERM as exit codes: how an engine ends what it finds running when it starts anew. */
const ENDED_BY_ENGINE: ReadonlySet<number> = new Set([137, 143]);

/**
 * What only the events of the engine show: that somebody paused the container until our deadline, which
 * unpauses it; or that the engine itself was away, and ended the container when it came back. It tells
 * of every end, so an end by a signal that it has not told of is one that it slept through.
 */
export function judgeEnd(
  { container, timedOut, exitCode, outcome, folder }: Pick<
    Execution,
    "container" | "timedOut" | "exitCode" | "outcome" | "folder"
  >,
): readonly Finding[] {
  if (container === null || outcome === "cancelled") return [];
  const { events, trailer, state } = container;
  const source = `${folder}/container_events.jsonl`;
  if (timedOut) {
    return events.includes("pause")
      ? [engine("somebody paused the container", source, "pause")]
      : [];
  }
  const isSignalled = ENDED_BY_ENGINE.has(exitCode ?? 0) || (trailer?.signalled ?? false);
  const isUntold = state?.status === "exited" && events.includes("start") &&
    !events.includes("die");
  if (!isSignalled || !isUntold) return [];
  return [
    engine("the engine was away and ended the container when it came back", source, "no die"),
  ];
}

function engine(what: string, source: string, quote: string): Finding {
  return {
    class: "daemon",
    confidence: 0.95,
    message: `${what} while the tests ran`,
    evidence: [{ source, quote }],
    remedy: "Find out who stops containers or the engine on this machine",
    disproof: "The same end in a run in which nobody touched container or engine",
  };
}
