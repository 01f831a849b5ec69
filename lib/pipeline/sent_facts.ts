import { judgeLog } from "../classify/judge_log.ts";
import { readTrailer } from "../docker/entry_script.ts";
import { newCounters } from "../execute/count_stream.ts";
import { copySent, readSent } from "../execute/tell_sent.ts";
import type { ContainerFacts, ExecutionFacts } from "../model/execution_facts.ts";
import type { ContainerState, LogFacts, Trailer } from "../model/observation.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { SentSuite, TaskLife } from "../model/remote_life.ts";
import type { FarSession } from "./make_job.ts";

/** Which suite of a life is told, and where its logs go. */
export interface SentRequest {
  readonly life: TaskLife;
  readonly sent: SentSuite;
  readonly suite: PlannedSuite;
  readonly command: SuiteCommand;
  /** Absolute folder, and as it is told. */
  readonly folder: string;
  readonly label: string;
}

const TRAILER_BYTES = 64 * 1024;
/** Code of a process that the kernel has killed. */
const KILLED = 137;

/** What a suite on another machine came to, as the executor of this machine would have told it; its logs are written. */
export async function tellSent(
  session: FarSession,
  request: SentRequest,
): Promise<ExecutionFacts> {
  const { host, redactor, warn, cancel } = session;
  const { life, sent, command, folder, label } = request;
  const [stdout, stderr] = [newCounters(), newCounters()];
  const target = { redactor, warn };
  const log = {
    stdout: await copySent(host, sent.files.get("stdout"), {
      ...{ ...target, path: `${folder}/stdout.log`, label: `${label}/stdout.log` },
      counters: stdout,
    }),
    stderr: await copySent(host, sent.files.get("stderr"), {
      ...{ ...target, path: `${folder}/stderr.log`, label: `${label}/stderr.log` },
      counters: stderr,
    }),
  };
  const trailer = await loadTrailer(session, request);
  const { done } = sent;
  const isLate = done?.why === "deadline" || life.end === "deadline";
  const exitCode = isLate ? null : done?.code ?? (life.end === "oom" ? KILLED : null);
  return {
    argv: command.argv.map(fillShown),
    startedAt: wholeMs(life.startedAt) ?? host.now(),
    durationMs: done?.durationMs ?? 0,
    exitCode: isLate ? done?.code ?? null : exitCode,
    signal: null,
    timedOut: isLate,
    cancelled: done === null && cancel.aborted,
    timeoutMs: command.timeoutMs,
    stdout,
    stderr,
    spawnFailure: null,
    container: factsOf(session, request, {
      trailer,
      log: {
        ...log,
        channel: "spool",
        trailer,
        engineLog: null,
        endSeen: done !== null,
        doubts: [],
      },
      state: stateOf(life, sent, exitCode ?? done?.code ?? KILLED),
    }),
  };
}

/** Engines tell nanoseconds. */
function wholeMs(time: string | null): string | null {
  return time?.replace(/(\.\d{3})\d+Z$/, "$1Z") ?? null;
}

function fillShown(word: string): string {
  return word.replaceAll("{reports}", "/tmp/qa").replaceAll("{report}", "/tmp/qa/report.xml");
}

async function loadTrailer(
  { host, redactor, warn }: FarSession,
  { sent, folder, label }: SentRequest,
): Promise<Trailer | null> {
  const text = await readSent(host, sent.files.get("trailer"), TRAILER_BYTES);
  if (text === null || text === "") return null;
  const clean = redactor.text(`${label}/trailer.txt`, text.trimEnd());
  const written = await host.files.writeWhole(`${folder}/trailer.txt`, `${clean}\n`);
  if (!written.ok) warn(`${label}/trailer.txt was not written`);
  return readTrailer(text);
}

function stateOf(life: TaskLife, { done }: SentSuite, exitCode: number): ContainerState {
  const isKilled = life.end === "oom" && done === null;
  return {
    id: life.life,
    status: "exited",
    exitCode: isKilled ? KILLED : exitCode,
    startedAt: life.startedAt ?? "",
    finishedAt: null,
    oomKilled: isKilled,
    error: "",
    pid: 0,
  };
}

interface Seen {
  readonly trailer: Trailer | null;
  readonly log: LogFacts;
  readonly state: ContainerState;
}

function factsOf(
  { remote, host }: FarSession,
  { life, sent, suite }: SentRequest,
  { trailer, log, state }: Seen,
): ContainerFacts {
  const { readiness, nonce } = remote;
  return {
    account: {
      id: life.life,
      name: `${life.job}.${life.task}`,
      imageId: readiness.image,
      state,
      trailer,
      counters: null,
      events: ["start", "die"],
      signals: [],
      hasBegun: true,
      firstStartedAt: state.startedAt,
      log: judgeLog(log),
    },
    problem: sent.done?.why === "workdir" ? noWorkdir(suite) : null,
    tellsStops: true,
    reachesEngine: false,
    hasEntryScript: true,
    expectedNonce: nonce,
    workdir: suite.container?.workdir ?? "/",
    log,
    memoryLimitBytes: suite.container?.memoryBytes ?? null,
    machineMemoryBytes: host.machine.memoryBytes,
  };
}

/** The tests were never begun: their folder is in no container of this image. */
function noWorkdir({ container, full }: PlannedSuite): Problem {
  return {
    kind: "engine",
    reason: "mount-unusable",
    detail:
      `there is no folder ${full.cwd === "." ? "" : `${full.cwd} in `}${container?.workdir} ` +
      "in the container of another machine",
    hint: "Put the project into the image at --workdir, or mount it with --workspace mount",
  };
}
