import type { FileSink, Host } from "../host/host.ts";
import type { StreamRedactor } from "../formats/redactor.ts";
import { dockerEvents, readDockerEvent } from "../docker/docker_events.ts";
import { splitLines } from "../formats/lines.ts";
import type { ContainerEvent } from "../model/observation.ts";
import { markOf } from "./marked_groups.ts";

/** The engine's lifecycle events of one run, as they arrive. */
export interface EngineEvents {
  /** Events of one container in order of arrival. */
  of(containerId: string): readonly ContainerEvent[];
  /**
   * Waits until such an event was seen, at most `timeoutMs` and no longer than until the signal; true
   * when it was. Events lag some milliseconds behind what they tell of.
   */
  waitFor(containerId: string, action: string, wait: EventWait): Promise<boolean>;
  /** Ends the watching process and waits until its file is written. */
  stop(): Promise<void>;
}

/** How long to wait for an event. */
export interface EventWait {
  readonly timeoutMs: number;
  readonly until?: AbortSignal;
}

/** How to watch. */
export interface WatchOptions {
  readonly dockerBin: string;
  /** `key=value` of a label that all containers of the run carry. */
  readonly label: string;
  /** Takes the raw lines; already open, closed by `stop`. */
  readonly sink: FileSink;
  readonly redactor: StreamRedactor;
  readonly warn: (message: string) => void;
  /** Told the process group of the watching client. */
  readonly onStarted: (processGroupId: number) => void;
}

/** Events for a run whose watcher could not be started: always empty, never waits. */
export const NO_EVENTS: EngineEvents = {
  of: () => [],
  waitFor: () => Promise.resolve(false),
  stop: () => Promise.resolve(),
};

/**
 * Starts one `docker events` process for a whole run, before its first container is created. It
 * asks for events since now, so that the engine replays what it emitted before we were connected.
 */
export function watchEvents(host: Host, options: WatchOptions): EngineEvents {
  const argv = dockerEvents(options.dockerBin, options.label, host.now());
  const started = host.start({ argv, cwd: host.machine.cwd, env: markOf(host) });
  if (!started.ok) {
    options.warn(`container events are not watched: ${argv[0]}: ${started.error}`);
    return NO_EVENTS;
  }
  const process = started.value;
  options.onStarted(process.pid);
  const seen = new Map<string, ContainerEvent[]>();
  const waiting = new Set<() => void>();
  const read = readEvents(process.stdout, options, (event) => {
    seen.set(event.containerId, [...seen.get(event.containerId) ?? [], event]);
    for (const wake of waiting) wake();
  });
  const dropped = drop(process.stderr);
  const of = (id: string): readonly ContainerEvent[] => seen.get(id) ?? [];
  return {
    of,
    waitFor: (id, action, wait) =>
      waitUntil(host, waiting, () => of(id).some((event) => event.action === action), wait),
    stop: async () => {
      process.signalGroup("SIGKILL");
      await Promise.all([read, dropped, process.ended]);
      await options.sink.close();
    },
  };
}

async function readEvents(
  chunks: AsyncIterable<Uint8Array>,
  options: WatchOptions,
  onEvent: (event: ContainerEvent) => void,
): Promise<void> {
  const encoder = new TextEncoder();
  for await (const line of splitLines(chunks)) {
    const event = readDockerEvent(line);
    if (event) onEvent(event);
    await options.sink.write(options.redactor.push(encoder.encode(`${line}\n`)));
  }
  await options.sink.write(options.redactor.end());
}

async function drop(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of chunks);
}

async function waitUntil(
  host: Host,
  waiting: Set<() => void>,
  isMet: () => boolean,
  { timeoutMs, until }: EventWait,
): Promise<boolean> {
  if (isMet()) return true;
  const stop = new AbortController();
  const over = until ? AbortSignal.any([stop.signal, until]) : stop.signal;
  const { promise, resolve } = Promise.withResolvers<void>();
  const wake = (): void => {
    if (isMet()) resolve();
  };
  waiting.add(wake);
  await Promise.race([promise, host.sleep(timeoutMs, over)]);
  waiting.delete(wake);
  stop.abort();
  return isMet();
}
