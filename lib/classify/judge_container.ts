import type { ContainerFacts, ExecutionFacts, Judgement } from "../model/execution_facts.ts";
import type { Problem } from "../model/problem.ts";
import type { FallbackReason } from "../model/verdict.ts";
import { countOomKills } from "./weigh_oom.ts";

/**
 * Decides whether a container's answer can be believed; null when it can. A container that never
 * started, vanished, was killed from outside or did not see the project was lost, and only such a
 * loss (never a failing test) leads to the failsafe.
 */
export function judgeContainer(facts: ExecutionFacts): Judgement | null {
  const container = facts.container;
  if (container === null) return null;
  if (container.problem !== null) return lostBy(container.problem);
  return judgeState(container) ?? judgeKill(facts, container) ?? judgeMount(container) ??
    judgeTrailer(container);
}

function lostBy(problem: Problem): Judgement {
  if (problem.kind === "engine") return lost(problem.reason, problem.detail, problem.hint);
  if (problem.kind === "engine-refused") {
    return lost("container-create-failed", problem.detail, problem.hint);
  }
  const detail = problem.kind === "file" ? problem.detail : problem.message;
  return lost("container-create-failed", detail, "Make the outputs folder writable");
}

function judgeState(container: ContainerFacts): Judgement | null {
  const state = container.account.state;
  if (state === null) {
    return lost(
      "container-lost",
      "somebody removed the container while the tests ran",
      "Find out who runs docker rm or a cleanup job on this engine",
    );
  }
  if (state.startedAt === null) {
    return lost("container-start-failed", state.error || "the container never started", START_HINT);
  }
  const restarted = container.account.events.includes("restart");
  if (state.status === "exited" && !restarted) return null;
  return lost(
    "container-lost",
    restarted
      ? "somebody restarted the container while the tests ran"
      : `the container is ${state.status} and not ended`,
    "Find out who restarts or pauses containers on this engine",
  );
}

const START_HINT = "Check the image's platform, the command and the limits";

/** Exit code of our script inside when it cannot read the nonce; it then runs no test. */
const SCRIPT_REFUSED = 125;

function judgeMount(container: ContainerFacts): Judgement | null {
  const { trailer, state } = container.account;
  if (trailer === null || trailer.nonce === container.expectedNonce) return null;
  const hasRefused = trailer.exitCode === null && state?.exitCode === SCRIPT_REFUSED;
  const isOther = trailer.nonce !== "";
  if (!hasRefused && !isOther) {
    return unproven("what the script inside the container wrote was changed");
  }
  return lost(
    "mount-unusable",
    `the project is not readable at ${container.workdir} inside the container`,
    "Use an engine that sees this file system (not a remote or nested one), and a user in the " +
      "container that may read the project",
  );
}

/**
 * The engine tells of every signal sent through it, and of ours we know: the tests end with such a
 * code because somebody outside ended the container. Without that event, exit code 137 and no trailer
 * mean the same: the entry script itself was killed, which no test's own end would do.
 */
function judgeKill(facts: ExecutionFacts, container: ContainerFacts): Judgement | null {
  const { trailer, state, events } = container.account;
  const sawEnd = trailer !== null && trailer.exitCode !== null;
  const sawKill = events.includes("kill");
  if (!sawKill && (sawEnd || !container.hasEntryScript)) return null;
  if (countOomKills(container) > 0) return null;
  const code = facts.exitCode ?? state?.exitCode ?? 0;
  if (code !== 137 && code !== 143) return null;
  const how = sawKill ? "somebody killed the container" : "the container was killed";
  return lost(
    "container-lost",
    `${how} while the tests ran (exit code ${code}, and it was not us)`,
    "Find out who stops containers or the engine on this machine",
  );
}

function judgeTrailer(container: ContainerFacts): Judgement | null {
  const { trailer, state } = container.account;
  if (!container.hasEntryScript) return null;
  // The kernel may choose the script itself; its silence is then explained.
  if (countOomKills(container) > 0 && state?.exitCode !== 0) return null;
  const witness = trailer?.exitCode ?? null;
  if (witness === state?.exitCode) return null;
  const said = witness === null ? "left no account of the end" : `says exit code ${witness}`;
  return unproven(
    `the engine says exit code ${state?.exitCode}, but the script inside the container ${said}`,
  );
}

function unproven(why: string): Judgement {
  return { outcome: "unproven", why, findings: [], fallback: null };
}

function lost(reason: FallbackReason, detail: string, hint: string): Judgement {
  const fallback = { reason, detail, hint, at: "midway" } as const;
  return { outcome: "lost", why: `${reason}: ${detail}`, findings: [], fallback };
}
