import type { FileSink } from "../host/host.ts";
import type { StreamRedactor } from "../formats/redactor.ts";
import { countChunk, type LiveCounters } from "./count_stream.ts";

/** Where a stream goes while it is counted. */
export interface StreamTarget {
  readonly sink: FileSink;
  readonly redactor: StreamRedactor;
  readonly counters: LiveCounters;
  /** Milliseconds since the suite's start. */
  readonly sinceStartMs: () => number;
  /** Told once when the file can no longer be written; the stream is read on to its end. */
  readonly onLost: (detail: string) => void;
}

/**
 * Copies a stream through the redactor into a file and counts it; memory does not grow with it.
 * A full disk stops the writing, never the reading: a stalled reader would stop the container.
 */
export async function copyStream(
  chunks: AsyncIterable<Uint8Array>,
  target: StreamTarget,
): Promise<void> {
  const { sink, redactor, counters } = target;
  let writable = true;
  const write = async (data: Uint8Array): Promise<void> => {
    if (!writable || data.length === 0) return;
    const written = await sink.write(data);
    if (written.ok) return;
    writable = false;
    target.onLost(written.error.kind === "file" ? written.error.detail : written.error.kind);
  };
  for await (const chunk of chunks) {
    countChunk(counters, chunk, target.sinceStartMs());
    await write(redactor.push(chunk));
  }
  await write(redactor.end());
}
