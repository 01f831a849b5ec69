import { hasNeverRun } from "../classify/date_losses.ts";
import type { ContainerSettings, PlannedSuite } from "../model/plan.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { Fallback, FallbackReason } from "../model/verdict.ts";
import type { GateSession, ImageState } from "./gate_session.ts";
import { runSuiteInContainer } from "./run_suite_in_container.ts";

/** Losses that every other container would suffer as well. */
const ENGINE_WIDE: readonly FallbackReason[] = [
  "daemon-lost",
  "daemon-unreachable",
  "daemon-permission-denied",
  "daemon-too-slow",
  "docker-missing",
  "image-missing",
  "mount-unusable",
];

/**
 * Runs one suite: in its container while there is an engine to be had, in its failsafe form when
 * there is none or when the container was lost. What was proved in a container is never run again.
 */
export async function runSuite(session: GateSession, suite: PlannedSuite): Promise<SuiteRecord> {
  const executions: Execution[] = [];
  const image = imageFor(session, suite);
  const imageFault = image?.ok === false ? image.error : null;
  if (imageFault !== null) tellFallback(session, suite, imageFault);
  if (image?.ok) {
    const execution = await runSuiteInContainer(session, suite, image.value);
    executions.push(execution);
    // What the engine refuses is the user's to mend: a green failsafe would hide it for ever.
    const isFinal = execution.fallback === null || session.refused !== null;
    if (isFinal) return recordOf(suite, executions);
    noteLoss(session, suite, execution);
  }
  const mayFallBack = session.plan.mode !== "container" && !session.cancel.aborted;
  if (suite.failsafe !== null && mayFallBack) {
    const { runSuiteLocally } = await import("./run_suite_locally.ts");
    executions.push(await runSuiteLocally(session, suite, suite.failsafe));
  }
  if (executions.length > 0 || imageFault === null) return recordOf(suite, executions);
  return skippedSuite(suite, `${imageFault.reason}: ${imageFault.detail}`);
}

/** Reference under which the image of a suite is known; built images go by their folder. */
export function imageReference(settings: ContainerSettings, buildTag: string): string {
  return settings.image ?? buildTag;
}

function imageFor(session: GateSession, suite: PlannedSuite): ImageState | null {
  if (session.engineLost !== null || suite.container === null) return null;
  return session.images.get(imageReference(suite.container, session.buildTag)) ?? null;
}

function noteLoss(session: GateSession, suite: PlannedSuite, execution: Execution): void {
  const { fallback } = execution;
  if (fallback === null) return;
  if (ENGINE_WIDE.includes(fallback.reason)) session.engineLost ??= fallback;
  // As far as is known now; the record decides once all is known.
  tellFallback(
    session,
    suite,
    hasNeverRun(execution) ? { ...fallback, at: "preflight" } : fallback,
  );
}

function tellFallback(session: GateSession, suite: PlannedSuite, fallback: Fallback): void {
  const runsOn = suite.failsafe !== null && session.plan.mode !== "container";
  const { at: phase, ...cause } = fallback;
  session.emit({
    type: "fallback",
    phase,
    ...cause,
    suites: runsOn ? [suite.name] : [],
    not_checked: runsOn ? [] : [suite.name],
  });
}

/** The record of a suite that was never started. */
export function skippedSuite(suite: PlannedSuite, why: string): SuiteRecord {
  return { ...identity(suite), outcome: "not-run", why, place: null, executions: [] };
}

function recordOf(suite: PlannedSuite, executions: readonly Execution[]): SuiteRecord {
  const last = executions.at(-1);
  if (last === undefined) return skippedSuite(suite, "it cannot run without a container");
  const { outcome, why, place } = last;
  return { ...identity(suite), outcome, why, place, executions };
}

function identity(suite: PlannedSuite) {
  const { name, kind, runner, required } = suite;
  return { name, kind, runner, required };
}

/** True when some execution ended by itself, so that there is a run to tell of. */
export function hasAnswer(suite: SuiteRecord): boolean {
  return suite.executions.some((execution) => execution.outcome !== "lost");
}

/** Why containers were given up in the middle of a run, or why the first one was lost; else null. */
export function midwayFallback(
  session: GateSession,
  suites: readonly SuiteRecord[],
): Fallback | null {
  const losses = suites.flatMap((suite) => suite.executions)
    .flatMap(({ fallback }) => fallback === null ? [] : [fallback]);
  const givenUp = session.engineLost?.reason;
  return losses.find(({ reason }) => reason === givenUp) ?? losses[0] ?? null;
}
