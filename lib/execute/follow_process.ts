import type { Files, Host, RunningProcess } from "../host/host.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { FileSink } from "../host/host.ts";
import { copyStream } from "./copy_stream.ts";
import type { LiveCounters } from "./count_stream.ts";

/** How long streams may stay open after their process ended: a grandchild can hold them for ever. */
const DRAIN_MS = 2_000;

/** Where the two streams of a process go. */
export interface FollowOptions {
  /** Folder for `stdout.log` and `stderr.log`, absolute. */
  readonly folder: string;
  /** The same folder as artifacts name it, relative to the run's folder. */
  readonly label: string;
  readonly redactor: Redactor;
  readonly stdout: LiveCounters;
  readonly stderr: LiveCounters;
  readonly warn: (message: string) => void;
}

/**
 * Copies both streams of a process into files until it ended and they are drained. Streams that a
 * grandchild still holds two seconds after the end are let go, with a warning.
 */
export async function followProcess(
  host: Host,
  process: RunningProcess,
  options: FollowOptions,
): Promise<{ code: number; signal: string | null }> {
  const copied = Promise.all([
    copyTo(host, process.stdout, "stdout.log", options.stdout, options),
    copyTo(host, process.stderr, "stderr.log", options.stderr, options),
  ]);
  const ended = await process.ended;
  await drain(host, process, copied, options);
  return ended;
}

async function drain(
  host: Host,
  process: RunningProcess,
  copied: Promise<unknown>,
  options: FollowOptions,
): Promise<void> {
  const deadline = new AbortController();
  const drained = copied.then(() => "drained" as const);
  const late = host.sleep(DRAIN_MS, deadline.signal).then(() => "late" as const);
  const first = await Promise.race([drained, late]);
  deadline.abort();
  if (first === "drained") return;
  options.warn(
    `${options.label}: a process left behind by the tests held their output open; ` +
      `it was let go after ${DRAIN_MS / 1000} s`,
  );
  await process.abandonStreams();
  await copied;
}

async function copyTo(
  host: Host,
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  counters: LiveCounters,
  options: FollowOptions,
): Promise<void> {
  const file = `${options.label}/${name}`;
  const startMs = host.monotonicMs();
  const sink = await openSink(host.files, `${options.folder}/${name}`, file, options.warn);
  await copyStream(chunks, {
    sink,
    redactor: options.redactor.open(file),
    counters,
    sinceStartMs: () => host.monotonicMs() - startMs,
    onLost: (detail) => options.warn(`${file} is cut: ${detail}`),
  });
  await sink.close();
}

/** A sink that drops everything stands in for a file that cannot be opened: the stream must flow. */
async function openSink(
  files: Files,
  path: string,
  label: string,
  warn: (message: string) => void,
): Promise<FileSink> {
  const opened = await files.append(path);
  if (opened.ok) return opened.value;
  warn(`${label} cannot be written: ${opened.error.kind === "file" ? opened.error.detail : ""}`);
  const done = Promise.resolve({ ok: true, value: undefined } as const);
  return { write: () => done, close: () => done };
}
