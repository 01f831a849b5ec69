import type { Host } from "../host/host.ts";
import type { SignalText } from "../model/signature.ts";

/** What of a log may hold the reason of a failure: its end. */
const TAIL_BYTES = 64 * 1024;
/** A longer log is not read to its end. */
const MAX_LOG_BYTES = 256 * 1024 ** 2;
const NEWLINE = 10;

/** Which log is read, and how it is quoted. */
export interface TailRequest {
  /** Absolute. */
  readonly path: string;
  /** Relative to the run's folder. */
  readonly source: string;
  readonly kind: "stdout" | "stderr";
}

/**
 * The last 64 KiB of a log of ours with the line at which they begin; null where it is empty or cannot
 * be read. In memory there is never more than that.
 */
export async function readTail(
  host: Host,
  { path, source, kind }: TailRequest,
): Promise<SignalText | null> {
  const opened = await host.files.open(path, MAX_LOG_BYTES);
  if (!opened.ok) return null;
  let tail = new Uint8Array();
  let dropped = 0;
  try {
    for await (const chunk of opened.value.chunks) {
      const joined = join(tail, chunk);
      const cut = Math.max(0, joined.length - TAIL_BYTES);
      dropped += countLines(joined.subarray(0, cut));
      tail = joined.slice(cut);
    }
  } finally {
    opened.value.close();
  }
  const text = new TextDecoder().decode(tail);
  return text.trim() === "" ? null : { kind, source, text, firstLine: dropped + 1 };
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}
