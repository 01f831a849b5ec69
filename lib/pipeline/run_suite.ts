import { hasNeverRun } from "../classify/date_losses.ts";
import type { ContainerSettings, PlannedSuite } from "../model/plan.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { Fallback, FallbackReason } from "../model/verdict.ts";
import type { GateSession, ImageState } from "./gate_session.ts";
import type { Attempt } from "./open_execution.ts";
import { runSuiteInContainer } from "./run_suite_in_container.ts";
import type { FirstTry, TriedSuite } from "./try_again.ts";

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
  const lost: Execution[] = [];
  const image = imageFor(session, suite);
  const imageFault = image?.ok === false ? image.error : null;
  if (imageFault !== null) tellFallback(session, suite, imageFault);
  if (image?.ok) {
    const { value } = image;
    const tried = await runTries(session, suite, {
      command: suite.full,
      run: (attempt) => runSuiteInContainer(session, suite, value, attempt),
    });
    const execution = tried.executions[0];
    // What the engine refuses is the user's to mend: a green failsafe would hide it for ever.
    const isFinal = (execution?.fallback ?? null) === null || session.refused !== null;
    if (isFinal) return recordOf(suite, tried);
    if (execution) noteLoss(session, suite, execution);
    lost.push(...tried.executions);
  }
  const isOver = session.cancel.aborted || session.deadline.leftMs() === 0;
  const isFenced = !session.unfenced.has(suite.name);
  const mayFallBack = session.plan.mode !== "container" && !isOver && isFenced;
  if (suite.failsafe !== null && mayFallBack) {
    const { runSuiteLocally } = await import("./run_suite_locally.ts");
    const tried = await runTries(session, suite, {
      command: suite.failsafe,
      run: (attempt) => runSuiteLocally(session, suite, attempt),
    });
    return recordOf(suite, { ...tried, executions: [...lost, ...tried.executions] });
  }
  const [last] = lost;
  if (last !== undefined) return recordOf(suite, { ...last, executions: lost });
  if (imageFault === null) return skippedSuite(suite, "it cannot run without a container");
  return skippedSuite(suite, `${imageFault.reason}: ${imageFault.detail}`);
}

/** Runs a suite in one place, and again where its plan says so and only tests have failed. */
async function runTries(
  session: GateSession,
  suite: PlannedSuite,
  { command, run }: Pick<FirstTry, "command" | "run">,
): Promise<TriedSuite> {
  const runInTime = ({ number, command }: Attempt): Promise<Execution> => {
    const timeoutMs = Math.max(
      1,
      Math.min(command.timeoutMs, Math.ceil(session.deadline.leftMs())),
    );
    return run({ number, command: { ...command, timeoutMs } });
  };
  const times = session.plan.repeat ?? 1;
  if (times > 1) {
    const { repeatSuite } = await import("./repeat_suite.ts");
    return tellLoss(session, await repeatSuite(session, suite, { command, times, run: runInTime }));
  }
  const first = await runInTime({ number: 1, command });
  if (suite.retries === 0 || first.outcome === "passed") return { ...first, executions: [first] };
  // Loaded only now: most suites pass.
  const { tryAgain } = await import("./try_again.ts");
  return tellLoss(session, await tryAgain(session, suite, { first, command, run: runInTime }));
}

/** An engine that was lost in a later attempt is given up for the suites after this one. */
function tellLoss(session: GateSession, tried: TriedSuite): TriedSuite {
  const loss = tried.executions.slice(1).find(({ fallback }) => fallback !== null)?.fallback;
  if (loss && ENGINE_WIDE.includes(loss.reason)) session.engineLost ??= loss;
  return tried;
}

/** Reference under which the image of a suite is known; built images go by their folder. */
export function imageReference(settings: ContainerSettings, buildTag: string): string {
  return settings.image ?? buildTag;
}

/** The image of a suite, or why it has none; null where no container is used any more. */
export function imageFor(session: GateSession, suite: PlannedSuite): ImageState | null {
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

function recordOf(
  suite: PlannedSuite,
  { outcome, why, executions, merged, repeat }: TriedSuite,
): SuiteRecord {
  const place = executions.at(-1)?.place ?? null;
  const both = { ...(merged && { merged }), ...(repeat && { repeat }) };
  return { ...identity(suite), outcome, why, place, executions, ...both };
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
