import { HASHED_BYTES } from "../docker/entry_script.ts";
import type { FollowedFile, Hasher, Host } from "../host/host.ts";
import { copyStream, type StreamTarget } from "./copy_stream.ts";

/** How long a stream that is silent is left alone: a person sees no delay, and it costs nothing. */
const POLL_MIN_MS = 10;
const POLL_MAX_MS = 50;
/** No more than this is read of one stream; a longer one is marked as cut. */
const MAX_STREAM_BYTES = 64 * 1024 ** 3;
/** So much is kept to be hashed in one piece: most suites say less, and need no hasher loaded. */
const BEGIN_BYTES = 1024 ** 2;
/** How often a file is looked at for holes; smaller ones are just read. */
const HOLES_FROM_BYTES = 64 * 1024 ** 2;

/** What was read of one stream, to be compared with what others say of it. */
export interface SpoolReading {
  /** Bytes in our log. */
  readonly bytes: number;
  /** SHA-256 of what was read; null when there was nothing, or too much. */
  readonly sha256: string | null;
  /** What is known to be missing, one sentence each. */
  readonly losses: readonly string[];
}

/**
 * Follows a stream's file in the spool into its log until `over`, then to its end. Memory does not
 * grow with it, and whatever is done to the file, the reading ends.
 */
export async function followSpool(
  host: Host,
  file: FollowedFile,
  target: StreamTarget,
  over: AbortSignal,
): Promise<SpoolReading> {
  const state: SpoolState = { bytes: 0, at: 0, begin: [], hasher: null, losses: [] };
  await copyStream(readSpool(host, file, state, over), target);
  return { bytes: state.bytes, sha256: await digest(host, state), losses: state.losses };
}

interface SpoolState {
  /** Bytes read in all, and where in the file we are: they differ once the file was cut. */
  bytes: number;
  at: number;
  /** What came so far, while that is little. */
  begin: Uint8Array[];
  hasher: Hasher | null;
  readonly losses: string[];
}

async function* readSpool(
  host: Host,
  file: FollowedFile,
  state: SpoolState,
  over: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  let pauseMs = POLL_MIN_MS;
  let lookAt = HOLES_FROM_BYTES;
  let endAt: number | null = null;
  for (;;) {
    // What was there at the end is read; a container that was given up may write on for ever.
    if (over.aborted) endAt ??= (await file.size()).bytes;
    if (endAt !== null && state.at >= endAt) {
      if (!(await wasCut(file, state))) return;
      endAt = (await file.size()).bytes;
    }
    const chunk = await file.read();
    if (chunk.length > 0) {
      // What comes after a silence may stand in a file that was cut meanwhile.
      if (pauseMs > POLL_MIN_MS && await wasCut(file, state)) continue;
      pauseMs = POLL_MIN_MS;
      state.bytes += chunk.length;
      state.at += chunk.length;
      await hash(host, state, chunk);
      yield chunk;
      if (state.at < lookAt) continue;
      lookAt = state.at + HOLES_FROM_BYTES;
      if (await isEndless(file, state)) return;
    } else if ((await file.size()).bytes < state.at && await wasCut(file, state)) {
      endAt = null;
    } else {
      if (endAt !== null) return;
      await host.sleep(pauseMs, over);
      pauseMs = Math.min(pauseMs * 2, POLL_MAX_MS);
    }
  }
}

async function hash(host: Host, state: SpoolState, chunk: Uint8Array): Promise<void> {
  if (state.bytes > HASHED_BYTES) return;
  if (state.hasher === null && state.bytes <= BEGIN_BYTES) {
    state.begin.push(chunk.slice());
    return;
  }
  state.hasher ??= await host.openHasher();
  for (const part of state.begin.splice(0)) state.hasher.update(part);
  state.hasher.update(chunk);
}

async function digest(host: Host, { bytes, begin, hasher }: SpoolState): Promise<string | null> {
  if (bytes === 0 || bytes > HASHED_BYTES) return null;
  if (hasher !== null) return hasher.digest();
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of begin) {
    whole.set(part, at);
    at += part.length;
  }
  return await host.sha256(whole);
}

/**
 * A process that opens `/dev/stdout` anew cuts the file to nothing; what follows is read from its start.
 * Its first line tells it also of a file that has grown again before it was looked at.
 */
async function wasCut(file: FollowedFile, state: SpoolState): Promise<boolean> {
  const { bytes } = await file.size();
  if (bytes >= state.at && await file.keepsHead()) return false;
  const why =
    `a process cut the stream after ${state.at} bytes (it opened /dev/stdout or /dev/stderr with >, not >>)`;
  // One that does it does it often: the first time tells it all.
  if (state.losses.length === 0) state.losses.push(why);
  state.at = 0;
  await file.rewind();
  return true;
}

/** A terabyte of holes would be read for hours: it ends here, and says so. */
async function isEndless(file: FollowedFile, state: SpoolState): Promise<boolean> {
  const { bytes, stored } = await file.size();
  const hasHoles = bytes > HOLES_FROM_BYTES && stored < bytes / 2;
  if (!hasHoles && state.bytes < MAX_STREAM_BYTES) return false;
  const why = hasHoles ? "the rest of the stream is holes" : "the stream is too long";
  state.losses.push(`${why}: ${bytes - state.at} bytes were not read`);
  return true;
}
