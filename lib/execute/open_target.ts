import type { Redactor } from "../formats/redactor.ts";
import type { Files, FileSink, Host } from "../host/host.ts";
import type { StreamTarget } from "./copy_stream.ts";
import type { LiveCounters } from "./count_stream.ts";

/** Where the two streams of an execution go. */
export interface FollowOptions {
  /** Folder for `stdout.log` and `stderr.log`, absolute. */
  readonly folder: string;
  /** The same folder as artifacts name it, relative to the run's folder. */
  readonly label: string;
  readonly redactor: Redactor;
  readonly stdout: LiveCounters;
  readonly stderr: LiveCounters;
  readonly warn: (message: string) => void;
  /** Monotonic start that output is told from; now unless given. */
  readonly startMs?: number;
}

/** Opens the log of one stream to append to it, redacted and counted. The caller closes its sink. */
export async function openTarget(
  host: Host,
  name: string,
  counters: LiveCounters,
  options: FollowOptions,
): Promise<StreamTarget> {
  const file = `${options.label}/${name}`;
  const { startMs = host.monotonicMs() } = options;
  return {
    sink: await openSink(host.files, `${options.folder}/${name}`, file, options.warn),
    redactor: options.redactor.open(file),
    counters,
    sinceStartMs: () => host.monotonicMs() - startMs,
    onLost: (detail) => options.warn(`${file} is cut: ${detail}`),
  };
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
