import { dockerStartAttached } from "../docker/docker_start.ts";
import type { Host, RunningProcess } from "../host/host.ts";
import type { SpawnFailure } from "../model/command.ts";
import type { LogFacts, ReadStream, Trailer } from "../model/observation.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { ContainerBox } from "./container_box.ts";
import type { ContainerExecution } from "./container_execution.ts";
import type { LiveCounters } from "./count_stream.ts";
import { appendEngineLog, countEngineLog } from "./engine_log.ts";
import { followProcess } from "./follow_process.ts";
import { followSpool, type SpoolReading } from "./follow_spool.ts";
import { openTarget } from "./open_target.ts";
import { type FailedStart, isUnstarted, startContainer } from "./start_container.ts";
import { untilAborted } from "./until_aborted.ts";

/** The output of one container, by the channel that fits it. */
export interface FollowedLogs {
  /** Starts the container; its output is followed from its first byte on. */
  start(): Promise<Result<void, FailedStart>>;
  /** Resolves when all that will come has come, after `over`. */
  read(): Promise<void>;
  /** Aborted when the channel itself says that the container ended; null where it cannot. */
  readonly ended: AbortSignal | null;
  /** What is known of the logs once the container is settled; asks the engine where that is needed. */
  tell(trailer: Trailer | null, endSeen: boolean): Promise<LogFacts>;
}

/** Whose output is followed. */
export interface LogSource {
  readonly box: ContainerBox;
  readonly id: string;
  /** Aborted when the container has ended or was given up. */
  readonly over: AbortSignal;
}

/** Follows the spool where our script runs inside, else an attached client. */
export function openLogs(
  host: Host,
  execution: ContainerExecution,
  source: LogSource,
): FollowedLogs {
  return execution.request.withEntryScript
    ? openSpool(host, execution, source)
    : openAttached(host, execution, source);
}

function openSpool(
  host: Host,
  execution: ContainerExecution,
  { box, id, over }: LogSource,
): FollowedLogs {
  const startMs = host.monotonicMs();
  const follow = async (name: "stdout" | "stderr"): Promise<SpoolReading> => {
    const target = await openTarget(host, `${name}.log`, execution[name], execution);
    const reading = await followSpool(host, box[name], target, over);
    await target.sink.close();
    return reading;
  };
  const readings = Promise.all([follow("stdout"), follow("stderr")]);
  return {
    start: () => startContainer(host, execution, id),
    read: () => readings.then(() => {}),
    ended: null,
    tell: async (trailer, endSeen) => {
      const [stdout, stderr] = await readings;
      // The script has said its last word and used the spool: the engine then has nothing of the tests.
      const isWhole = trailer?.spooled === true && trailer.exitCode !== null;
      const isLacking = !isWhole && endSeen &&
        !(await appendEngineLog(host, { ...execution, startMs }, id));
      const channel = trailer?.spooled === false ? "engine-log" : "spool";
      return {
        channel,
        stdout: streamOf(execution.stdout, stdout),
        stderr: streamOf(execution.stderr, stderr),
        trailer: channel === "spool" && isWhole ? trailer : null,
        engineLog: null,
        endSeen,
        doubts: isLacking ? ["what the engine kept of the output could not be read"] : [],
      };
    },
  };
}

/** How long an engine may take to start what an attached client asks for; as long as any other start. */
const START_MS = 30_000;
/** How long an attached client may go on after the container has ended: it has the last bytes. */
const CLIENT_GRACE_MS = 5_000;

function openAttached(
  host: Host,
  execution: ContainerExecution,
  { id, over }: LogSource,
): FollowedLogs {
  const ended = new AbortController();
  const isOver = AbortSignal.any([over, ended.signal]);
  let following: Promise<void> = Promise.resolve();
  return {
    start: () => {
      const argv = dockerStartAttached(execution.request.settings.dockerBin, id);
      const client = host.start({ argv, cwd: host.machine.cwd });
      if (!client.ok) return Promise.resolve(err(noClient(client.error)));
      following = Promise.all([
        followProcess(host, client.value, execution).then(() => ended.abort()),
        endClient(host, execution, { id, client: client.value, over, ended: ended.signal }),
        endUnstarted(host, execution, { id, client: client.value, isOver }),
      ]).then(() => {});
      return Promise.resolve(ok(undefined));
    },
    read: () => following,
    ended: ended.signal,
    tell: async (_trailer, endSeen) => ({
      channel: "attached",
      stdout: streamOf(execution.stdout, null),
      stderr: streamOf(execution.stderr, null),
      trailer: null,
      engineLog: endSeen ? await countEngineLog(host, execution, id) : null,
      endSeen,
      doubts: [],
    }),
  };
}

/** A client whose connection or engine hangs never ends by itself; one that has yet to start has no say. */
async function endClient(
  host: Host,
  execution: ContainerExecution,
  { id, client, over, ended }: {
    id: string;
    client: RunningProcess;
    over: AbortSignal;
    ended: AbortSignal;
  },
): Promise<void> {
  await untilAborted(AbortSignal.any([over, ended]));
  const isLate = !ended.aborted && await isUnstarted(host, execution, id);
  if (!isLate) await host.sleep(CLIENT_GRACE_MS, ended);
  if (!ended.aborted) client.signalGroup("SIGKILL");
}

/** A client that was never answered waits for ever for a container that nobody has started. */
async function endUnstarted(
  host: Host,
  execution: ContainerExecution,
  { id, client, isOver }: { id: string; client: RunningProcess; isOver: AbortSignal },
): Promise<void> {
  await host.sleep(START_MS, isOver);
  if (isOver.aborted) return;
  if (await isUnstarted(host, execution, id) && !isOver.aborted) client.signalGroup("SIGKILL");
}

function noClient(failure: SpawnFailure): FailedStart {
  const detail = `the client cannot be started: ${failure}`;
  const hint = "Check --docker-bin";
  return {
    problem: { kind: "engine", reason: "container-start-failed", detail, hint },
    seen: null,
  };
}

function streamOf({ bytes, lines }: LiveCounters, reading: SpoolReading | null): ReadStream {
  return { bytes, lines, sha256: reading?.sha256 ?? null, losses: reading?.losses ?? [] };
}
