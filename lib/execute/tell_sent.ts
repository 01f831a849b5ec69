import { STREAM_HEAD } from "../docker/entry_script.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ReadStream } from "../model/observation.ts";
import type { SentFile } from "../model/remote_life.ts";
import { copyStream } from "./copy_stream.ts";
import type { LiveCounters } from "./count_stream.ts";

/** Where a stream of a task goes. */
export interface SentTarget {
  /** Absolute, and as it is told. */
  readonly path: string;
  readonly label: string;
  readonly redactor: Redactor;
  readonly counters: LiveCounters;
  readonly warn: (message: string) => void;
}

/** Copies a stream that came in frames to its log, through the redactor and without our first line, and says what is missing. */
export async function copySent(
  host: Host,
  sent: SentFile | undefined,
  { path, label, redactor, counters, warn }: SentTarget,
): Promise<ReadStream> {
  const sink = await host.files.append(path);
  if (!sink.ok) {
    warn(`${label} cannot be written`);
    return { bytes: 0, lines: 0, sha256: null, losses: ["it cannot be written"] };
  }
  const state = { hasHead: false };
  await copyStream(withoutHead(host, sent, state), {
    ...{ sink: sink.value, redactor: redactor.open(label), counters, sinceStartMs: () => 0 },
    onLost: (detail) => warn(`${label} is cut: ${detail}`),
  });
  await sink.value.close();
  const { bytes, lines } = counters;
  return { bytes, lines, sha256: null, losses: [...lossesOf(sent, state.hasHead)] };
}

function* lossesOf(sent: SentFile | undefined, hasHead: boolean): Generator<string> {
  if (sent === undefined || sent.state === "open") yield "its end did not come";
  else if (sent.state === "cut") {
    yield `${sent.sizeBytes - sent.cameBytes} bytes in its middle were not sent`;
  } else if (sent.state !== "whole") yield "its file was gone, or was no file";
  else if (!hasHead) {
    yield "a process cut the stream (it opened /dev/stdout or /dev/stderr with >, not >>)";
  }
}

async function* withoutHead(
  host: Host,
  sent: SentFile | undefined,
  state: { hasHead: boolean },
): AsyncGenerator<Uint8Array, void, void> {
  if (!sent || sent.path === null) return;
  const opened = await host.files.openOwn(sent.path);
  if (!opened.ok) return;
  const head = new TextEncoder().encode(STREAM_HEAD);
  let isFirst = true;
  try {
    for await (const chunk of opened.value.chunks) {
      // Pieces are of a file of ours, and far longer than its first line.
      state.hasHead ||= isFirst && head.every((byte, at) => chunk[at] === byte);
      yield isFirst && state.hasHead ? chunk.subarray(head.length) : chunk;
      isFirst = false;
    }
  } finally {
    opened.value.close();
  }
}

/** Text of a small file that came in frames; null where nothing of it came. */
export async function readSent(
  host: Host,
  sent: SentFile | undefined,
  maxBytes: number,
): Promise<string | null> {
  if (!sent || sent.path === null) return null;
  const read = await host.files.readText(sent.path, maxBytes);
  return read.ok ? read.value : null;
}
