import type { Finding } from "../model/finding.ts";
import type { Execution } from "../model/run_record.ts";
import { isUntoldEnd } from "./is_untold_end.ts";

/**
 * What only the events of the engine show: that somebody paused the container until our deadline, which
 * unpauses it; or that the engine itself was away, and ended the container when it came back.
 */
export function judgeEnd(
  { container, timedOut, exitCode, outcome, folder }: Pick<
    Execution,
    "container" | "timedOut" | "exitCode" | "outcome" | "folder"
  >,
): readonly Finding[] {
  if (container === null || outcome === "cancelled") return [];
  const source = `${folder}/container_events.jsonl`;
  if (timedOut) {
    return container.events.includes("pause")
      ? [engine("somebody paused the container", source, "pause")]
      : [];
  }
  if (!isUntoldEnd(container, exitCode)) return [];
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
