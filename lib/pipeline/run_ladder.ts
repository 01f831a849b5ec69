import { REMEDY_ROWS } from "../catalog/remedies.ts";
import { explainLoss } from "../classify/explain_loss.ts";
import { nextRemedy } from "../classify/next_remedy.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Host } from "../host/host.ts";
import type { AttemptOrigin, DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { AttemptSettings, NextStep } from "../model/remedy.ts";
import { applyRemedy, type ContainedSuite, settingsOf } from "../plan/apply_remedy.ts";
import { makeAttemptJson } from "../report/make_attempt_json.ts";
import { describeAttempt } from "../report/summarize_diagnosis.ts";
import { askListing } from "./ask_listing.ts";
import { capsOf } from "./diagnostic_caps.ts";
import { type DiagnosticEngine, NO_IMAGE, openDiagnosticEngine } from "./diagnostic_engine.ts";
import { meansOf } from "./diagnostic_means.ts";
import type { Ladder, LadderCall } from "./diagnostic_session.ts";
import type { DiagnosticSubject } from "./diagnostic_subject.ts";
import { nameNoEngine } from "./name_no_engine.ts";
import { runOne } from "./run_one.ts";
import { unstartedAttempt } from "./unstarted_attempt.ts";

/** A ladder while it is climbed. */
interface Climb {
  readonly host: Host;
  readonly subject: DiagnosticSubject;
  readonly call: LadderCall;
  readonly suite: ContainedSuite;
  readonly engine: DiagnosticEngine;
  readonly attempts: DiagnosticAttempt[];
  /** Files that the tool collects; null before it was asked. */
  collectable: readonly string[] | null;
}

/** Where the next attempt begins. */
interface Foothold {
  readonly settings: AttemptSettings;
  readonly origin: AttemptOrigin;
}

const AS_CONFIGURED: AttemptOrigin = { remedy: null, change: "", because: null, disproof: "" };
const INTERRUPTED = { kind: "stop", why: "it was interrupted", needsPeople: false } as const;
const GAVE_UP = { kind: "stop", why: "the tool could not be asked", needsPeople: true } as const;

/** Attempt after attempt, each with one change, until nothing is left to change or to mend. */
export async function runLadder(
  host: Host,
  subject: DiagnosticSubject,
  call: LadderCall,
): Promise<Ladder> {
  const { container } = subject.suite;
  if (container === null) return await nameNoEngine(host, call);
  const suite: ContainedSuite = { ...subject.suite, container };
  const engine = openDiagnosticEngine(host, { plan: subject.plan, suite, call });
  const climb: Climb = { host, subject, call, suite, engine, attempts: [], collectable: null };
  try {
    const settings = withinLimits(settingsOf(suite, subject.plan.root), call);
    return await climbFrom(climb, { settings, origin: AS_CONFIGURED });
  } finally {
    await engine.close();
  }
}

/** The configuration as it is, but for what the user allows no attempt at all. */
function withinLimits(
  settings: AttemptSettings,
  { maxMemoryBytes, maxTimeoutMs }: LadderCall,
): AttemptSettings {
  const { memoryBytes, timeoutMs } = settings;
  return {
    ...settings,
    timeoutMs: Math.min(timeoutMs, maxTimeoutMs ?? Infinity),
    memoryBytes: memoryBytes === null || maxMemoryBytes === null
      ? memoryBytes
      : Math.min(memoryBytes, maxMemoryBytes),
  };
}

async function climbFrom(climb: Climb, from: Foothold): Promise<Ladder> {
  const { host, call, engine, attempts } = climb;
  for (let at = from;;) {
    const tried = await tryAt(climb, at);
    if (!tried.ok) return { ...tried.refusal, attempts };
    attempts.push(tried.attempt);
    const step = await chooseStep(climb, tried.attempt);
    await keep(host, call, tried.attempt);
    if (call.voice.style !== "quiet") call.voice.write(describeAttempt(tried.attempt, step));
    if (step.kind !== "change") {
      const end = step.kind === "stop" ? step : GAVE_UP;
      return { attempts, end, fallback: engine.fallback(), refused: null };
    }
    const { settings, remedy, change, because, disproof } = step;
    at = { settings, origin: { remedy, change, because, disproof } };
  }
}

type Tried =
  | { readonly ok: true; readonly attempt: DiagnosticAttempt }
  | { readonly ok: false; readonly refusal: Ladder };

async function tryAt(
  { host, call, suite, engine, attempts, subject }: Climb,
  { settings, origin }: Foothold,
): Promise<Tried> {
  const tables = { runners: call.tables.runners, words: call.words };
  const applied = applyRemedy(suite, settings, tables);
  const own = { ...subject.plan, mode: "container", suites: [applied] } as const;
  const rooted = { ...own, root: settings.root };
  const ready = await engine.ready(rooted, settings.pull);
  if (!ready.ok) return { ok: false, refusal: ready.error };
  const about = { number: attempts.length + 1, settings, origin, suite: applied };
  if (ready.value === null) {
    const loss = explainLoss(engine.fallback() ?? NO_IMAGE, "docker_version.txt");
    return { ok: true, attempt: unstartedAttempt(about, loss, host.now()) };
  }
  const { session, image } = ready.value;
  return { ok: true, attempt: await runOne(session, rooted, { ...about, image }) };
}

/** What follows an attempt; where the tool has to be asked for that, it is asked, once. */
async function chooseStep(climb: Climb, attempt: DiagnosticAttempt): Promise<NextStep> {
  const { host, subject, call, suite, engine, attempts } = climb;
  if (call.interrupts.signal.aborted) return INTERRUPTED;
  const { settings } = attempt.result;
  const findMeans = () =>
    meansOf(host, { subject, call, attempt, settings, collectable: climb.collectable });
  const results = attempts.map(({ result }) => result);
  const choose = async (): Promise<NextStep> => {
    const means = await findMeans();
    return nextRemedy({ attempts: results, caps: capsOf(call, suite), means }, REMEDY_ROWS);
  };
  const step = await choose();
  const open = engine.open();
  if (step.kind !== "ask-listing" || open === null) return step;
  const { session, image } = open;
  const { files } = await findMeans();
  const applied = {
    ...suite,
    ...attempt.suite,
    container: attempt.suite.container ?? suite.container,
  };
  climb.collectable = await askListing(session, { applied, image, files });
  return await choose();
}

/** Kept as soon as it is known: what comes after may be interrupted. */
async function keep(
  host: Host,
  { run, redactor, warn }: LadderCall,
  attempt: DiagnosticAttempt,
): Promise<void> {
  const sink = await host.files.append(`${run.path}/attempts.jsonl`);
  if (!sink.ok) return warn("attempts.jsonl cannot be written");
  const line = redactJson(makeAttemptJson(attempt), "attempts.jsonl", redactor);
  await sink.value.write(new TextEncoder().encode(`${line}\n`));
  await sink.value.close();
}
