import type { StreamCounters } from "../model/observation.ts";

/** Counters that grow while a stream is copied; read at any time, for live views and for records. */
export interface LiveCounters extends StreamCounters {
  bytes: number;
  lines: number;
  firstOutputMs: number | null;
  lastOutputMs: number | null;
}

/** Counters of a stream of which nothing was seen yet. */
export function newCounters(): LiveCounters {
  return { bytes: 0, lines: 0, firstOutputMs: null, lastOutputMs: null };
}

/** Adds one chunk seen at `atMs` (milliseconds since the suite's start); keeps no byte of it. */
export function countChunk(counters: LiveCounters, chunk: Uint8Array, atMs: number): void {
  if (chunk.length === 0) return;
  counters.bytes += chunk.length;
  counters.firstOutputMs ??= atMs;
  counters.lastOutputMs = atMs;
  let lines = 0;
  // A plain loop: the engine turns it into a tight one, faster than an indexOf call for each line.
  for (let at = 0; at < chunk.length; at++) if (chunk[at] === 10) lines++;
  counters.lines += lines;
}
