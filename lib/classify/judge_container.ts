import type { ContainerFacts, ExecutionFacts, Judgement } from "../model/execution_facts.ts";
import type { Problem } from "../model/problem.ts";
import type { FallbackReason } from "../model/verdict.ts";
import { nameEnder } from "./name_ender.ts";
import { countOomKills } from "./weigh_oom.ts";

/**
 * Decides whether a container's answer can be believed; null when it can. A container that never
 * started, vanished, was killed from outside or did not see the project was lost, and only such a
 * loss (never a failing test) leads to the failsafe.
 */
export function judgeContainer(facts: ExecutionFacts): Judgement | null {
  const container = facts.container;
  if (container === null) return null;
  if (container.problem !== null) return lostBy(container.problem, wasShutDown(facts, container));
  return judgeEnder(facts) ?? judgeState(container) ?? judgeMount(container) ??
    judgeTrailer(container);
}

/**
 * An engine that is shut down in good order first tells that it signals its containers; one that dies
 * tells nothing. No test can ask for the former.
 */
function wasShutDown(facts: ExecutionFacts, { account, reachesEngine }: ContainerFacts): boolean {
  const isOurs = facts.timedOut || facts.cancelled;
  return account.signals.length > 0 && !isOurs && !reachesEngine;
}

function lostBy(problem: Problem, isShutDown: boolean): Judgement {
  if (problem.kind === "engine") {
    const isOutside = problem.reason === "daemon-lost" && isShutDown;
    const how = isOutside ? "the engine was shut down: " : "";
    return lost(problem.reason, `${how}${problem.detail}`, problem.hint, isOutside);
  }
  if (problem.kind === "engine-refused") {
    return lost("container-create-failed", problem.detail, problem.hint);
  }
  const detail = "detail" in problem ? problem.detail : problem.message;
  return lost("container-create-failed", detail, "Make the outputs folder writable");
}

function judgeEnder(facts: ExecutionFacts): Judgement | null {
  const ender = nameEnder(facts);
  return ender && lost("container-lost", ender.what, ender.hint, ender.isOutside);
}

function judgeState({ account: { state } }: ContainerFacts): Judgement | null {
  if (state === null) return null;
  if (state.startedAt === null) {
    return lost("container-start-failed", state.error || "the container never started", START_HINT);
  }
  if (state.status === "exited") return null;
  return lost(
    "container-lost",
    `the container is ${state.status} and not ended`,
    "Look at the engine's own log",
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

function judgeTrailer(container: ContainerFacts): Judgement | null {
  const { trailer, state } = container.account;
  if (!container.hasEntryScript) return null;
  // The kernel may choose the script itself; its silence is then explained.
  if (countOomKills(container) > 0 && state?.exitCode !== 0) return null;
  const witness = trailer?.exitCode ?? null;
  if (trailer?.signalled && !container.tellsStops) {
    return unproven(
      `the tests were told to end (exit code ${state?.exitCode}); it was not us, and this engine ` +
        "does not say who stops a container",
    );
  }
  if (witness === state?.exitCode) return null;
  const said = witness === null ? "left no account of the end" : `says exit code ${witness}`;
  return unproven(
    `the engine says exit code ${state?.exitCode}, but the script inside the container ${said}`,
  );
}

function unproven(why: string): Judgement {
  return { outcome: "unproven", why, findings: [], fallback: null };
}

function lost(
  reason: FallbackReason,
  detail: string,
  hint: string,
  isOutside = false,
): Judgement {
  const fallback = { reason, detail, hint, at: "midway", isOutside } as const;
  return { outcome: "lost", why: `${reason}: ${detail}`, findings: [], fallback };
}
