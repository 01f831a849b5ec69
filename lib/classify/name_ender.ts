import type { ContainerFacts, ExecutionFacts } from "../model/execution_facts.ts";
import { isUntoldEnd } from "./is_untold_end.ts";
import { countOomKills } from "./weigh_oom.ts";

/** Who ended a container, as far as the engine's events, the kernel and our own journal tell. */
export interface Ender {
  /** What was done, as a clause: `somebody removed the container`. */
  readonly what: string;
  /**
   * True when only somebody outside the container can have done it: the engine was asked for it, not by
   * us, and nothing inside can ask the engine.
   */
  readonly isOutside: boolean;
  /** What to look for. */
  readonly hint: string;
}

const LOOK_FOR_PEOPLE = "Find out who stops containers or the engine on this machine";

/**
 * Names who ended a container that did not end by itself; null for one that did, that we ended, or whose
 * end the kernel's memory limit explains. Nothing that a container printed is looked at.
 */
export function nameEnder(facts: ExecutionFacts): Ender | null {
  const { container } = facts;
  if (container === null || facts.cancelled) return null;
  const paused = findPause(container);
  if (paused !== null) return paused;
  if (facts.timedOut || countOomKills(container) > 0) return null;
  return findRemoval(container) ?? findRestart(container) ?? findKill(facts, container) ??
    findAbsence(facts, container);
}

function findPause(container: ContainerFacts): Ender | null {
  const { events } = container.account;
  if (events.lastIndexOf("pause") <= events.lastIndexOf("unpause")) return null;
  return outside(container, "somebody paused the container and left it so", "docker pause");
}

function findRemoval(container: ContainerFacts): Ender | null {
  if (container.account.state !== null) return null;
  return outside(container, "somebody removed the container while the tests ran", "docker rm");
}

function findRestart(container: ContainerFacts): Ender | null {
  const { events, firstStartedAt, state } = container.account;
  const isOtherLife = firstStartedAt !== null && state !== null &&
    state.startedAt !== null && firstStartedAt !== state.startedAt;
  if (!events.includes("restart") && !isOtherLife) return null;
  return outside(
    container,
    "somebody restarted the container while the tests ran",
    "docker restart",
  );
}

/** Signals that mean the end: HUP, INT, QUIT, KILL, TERM. Others are talk among programs. */
const ENDING: ReadonlySet<number> = new Set([1, 2, 3, 9, 15]);

/**
 * The engine tells of every signal sent through it: after one that means the end nothing that the tests
 * say is theirs, whatever their exit code. Without that event, the code of a killed process and a script
 * that could not tell its end mean a kill from elsewhere on the machine: by a person, or by the kernel
 * for want of memory.
 */
function findKill(facts: ExecutionFacts, container: ContainerFacts): Ender | null {
  const { trailer, state, events, signals } = container.account;
  const code = facts.exitCode ?? state?.exitCode ?? 0;
  const told = `exit code ${code}, and it was not us`;
  if (signals.some((signal) => ENDING.has(signal)) || hasUntoldSignal(container)) {
    const how = events.includes("stop") ? "stopped" : "killed";
    const asked = how === "stopped"
      ? "docker stop, or an engine that was shut down"
      : "docker kill";
    return outside(container, `somebody ${how} the container while the tests ran (${told})`, asked);
  }
  if (code !== 137 && code !== 143) return null;
  const sawEnd = trailer !== null && trailer.exitCode !== null;
  if (sawEnd || !container.hasEntryScript) return null;
  return {
    what: `the container was killed while the tests ran (${told})`,
    isOutside: false,
    hint: `${LOOK_FOR_PEOPLE}, and whether its memory ran out (dmesg)`,
  };
}

/** Nothing proves from where the engine itself was ended. */
function findAbsence({ exitCode }: ExecutionFacts, container: ContainerFacts): Ender | null {
  if (!container.tellsStops || !isUntoldEnd(container.account, exitCode)) return null;
  return {
    what: "the engine was away while the tests ran, and ended the container when it came back",
    isOutside: false,
    hint: "Find out who restarts the engine on this machine, and look at its own log",
  };
}

/** Podman tells of a kill and not of its signal, which may have meant the end. */
function hasUntoldSignal({ account: { events, signals } }: ContainerFacts): boolean {
  return events.filter((event) => event === "kill").length > signals.length;
}

function outside(container: ContainerFacts, what: string, asked: string): Ender {
  return { what, isOutside: !container.reachesEngine, hint: `${LOOK_FOR_PEOPLE} (${asked})` };
}
