import { failureOf } from "../execute/journal.ts";
import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import { err, ok } from "../model/result.ts";
import type { Execution } from "../model/run_record.ts";
import { readUptime } from "../observe/read_kernel_messages.ts";
import { type ContainerWatch, watchContainer } from "../observe/watch_container.ts";
import type { ContainedSuite } from "../plan/apply_remedy.ts";
import { closeExecution } from "./close_execution.ts";
import { explainAttempt } from "./explain_attempt.ts";
import type { GateSession } from "./gate_session.ts";
import { leaveBox } from "./leave_box.ts";
import { type InsideView, lookInside } from "./look_inside.ts";
import { openExecution } from "./open_execution.ts";
import { fence, removeLater, runContainer } from "./run_container.ts";
import type { AttemptCall, DiagnosticSession } from "./diagnostic_session.ts";
import { writeListing } from "./write_listing.ts";

/** Between two snapshots of the processes: as always, and when it is watched closely. */
const SNAPSHOT_MS = 5_000;
const CLOSE_SNAPSHOT_MS = 1_000;

/**
 * One attempt: a look from inside, the container with everything that can be seen of it, its end judged
 * and explained, and a look afterwards. Its files stand in `attempts/<n>/`.
 */
export async function runAttempt(
  whole: DiagnosticSession,
  session: GateSession,
  call: AttemptCall,
): Promise<DiagnosticAttempt> {
  const { host } = session;
  const { number, settings, origin, suite, image } = call;
  const startedAt = host.now();
  const startMs = host.monotonicMs();
  const label = `attempts/${number}`;
  await host.files.makeDir(`${session.run.path}/${label}`);
  const view = await lookInside(session, { suite, image, attempt: number, name: "look-pre" });
  await writeListing(session, { label, root: settings.root, view, when: "pre" });
  const sinceS = await readUptime(host);
  const lived = await live(whole, session, call, label);
  const explained = await explainAttempt(whole, session, {
    ...call,
    ...lived,
    view,
    sinceS,
    label,
  });
  const classifiedMs = Math.round(host.monotonicMs() - lived.endedMs);
  await leave(session, call, { view, label, execution: lived.execution });
  return {
    ...{ number, origin, suite, startedAt, folder: label, classifiedMs },
    execution: lived.execution,
    samples: lived.watch.summary(),
    durationMs: Math.round(host.monotonicMs() - startMs),
    ...explained,
  };
}

interface Lived {
  readonly execution: Execution;
  readonly watch: ContainerWatch;
  /** When its end was seen, by our monotonic clock. */
  readonly endedMs: number;
}

/** The container itself, from its making to its judgement; it is on its way out when this is over. */
async function live(
  { sampleIntervalMs }: DiagnosticSession,
  session: GateSession,
  { number, settings, suite, image }: AttemptCall,
  label: string,
): Promise<Lived> {
  const attempt = { number, command: suite.full };
  const opened = await openExecution(session, suite, attempt, "container", label);
  const box = `${opened.spool}/box`;
  const { folder } = opened;
  const watch = await watchContainer(session.host, {
    ...{ dockerBin: suite.container.dockerBin, folder, label, intervalMs: sampleIntervalMs },
    snapshotMs: settings.isWatched ? CLOSE_SNAPSHOT_MS : SNAPSHOT_MS,
    output: () => outputOf(session, suite.name),
    redactor: session.redactor,
    warn: session.warn,
    noteDump: (act) => noteDump(session, { suite, number, act }),
  });
  const ran = await runContainer(session, { suite, image, attempt, folder, label, box, watch });
  const endedMs = session.host.monotonicMs();
  await watch.close();
  const execution = await closeExecution(session, opened, ran.facts);
  const id = ran.facts.container?.account.id ?? "";
  if (execution.fallback !== null) await fence(session, ran);
  else removeLater(session, ran.container, id);
  await leaveBox(session, { label, box, mayRun: session.unfenced.has(suite.name) });
  return { execution, watch, endedMs };
}

function outputOf({ progress }: GateSession, suite: string) {
  const { stdout, stderr } = progress.get(suite) ?? {};
  return {
    bytes: (stdout?.bytes ?? 0) + (stderr?.bytes ?? 0),
    lines: (stdout?.lines ?? 0) + (stderr?.lines ?? 0),
  };
}

/** Whoever finds a process that ended by a signal finds here that it was us, and why. */
async function noteDump(
  { journal }: GateSession,
  { suite, number, act }: {
    readonly suite: ContainedSuite;
    readonly number: number;
    readonly act: () => Promise<string | null>;
  },
): Promise<void> {
  const subject = { suite: suite.name, attempt: number, container: "" };
  const why = "its deadline passed: processes that can are told to write their stacks";
  await journal.act({ ...subject, action: "kill-processes", why }, async () => {
    const failure = await act();
    if (failure === null) return { result: ok(undefined) };
    const detail = failure;
    return { result: err({ kind: "engine-refused", detail, hint: "" } as const) };
  }, failureOf);
}

/** What the attempt has left in the project, seen from both sides. */
async function leave(
  session: GateSession,
  { number, settings, suite, image }: AttemptCall,
  { view, label, execution }: {
    readonly view: InsideView;
    readonly label: string;
    readonly execution: Execution;
  },
): Promise<void> {
  // An engine that has gone would be waited for once more, and shows nothing.
  const isGone = execution.fallback?.reason.startsWith("daemon") ?? false;
  const isBlind = view.look === null || session.cancel.aborted || isGone;
  const after = isBlind
    ? view
    : await lookInside(session, { suite, image, attempt: number, name: "look-post" });
  await writeListing(session, { label, root: settings.root, view: after, when: "post" });
}
