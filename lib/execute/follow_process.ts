import type { Host, RunningProcess } from "../host/host.ts";
import { copyStream } from "./copy_stream.ts";
import type { LiveCounters } from "./count_stream.ts";
import { type FollowOptions, openTarget } from "./open_target.ts";

/** How long streams may stay open after their process ended: a grandchild can hold them for ever. */
const DRAIN_MS = 2_000;

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
  const target = await openTarget(host, name, counters, options);
  await copyStream(chunks, target);
  await target.sink.close();
}
