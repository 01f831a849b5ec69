import { type Frame, type FrameNews, readFrame } from "./read_frame.ts";

/** Whose frames are meant. */
export interface FrameOwner {
  /** Of the job: what another one has left is not ours. */
  readonly nonce: string;
  readonly task: number;
}

/** What was seen of a life's frames beside their news. */
export interface FrameAccount {
  /** Frames that were given out. */
  readonly given: number;
  /** Frames that came and wait for one before them. */
  readonly waiting: number;
  /** Frames that came more than once. */
  readonly doubled: number;
  /** Lines that are no frames of this life: torn, foreign, of somebody else. */
  readonly foreign: number;
  /** The last line that is no frame of anybody, cut; "" for none. */
  readonly said: string;
}

/** The frames of one life, put in their order while they come in any. */
export interface Frames {
  /** The news that are next in order now that these bytes came, also as part of a later reading. */
  push(chunk: Uint8Array): readonly FrameNews[];
  account(): FrameAccount;
}

/** Frames that may wait for one before them: some 800 kB. What comes beyond is read again. */
const WAITING_MAX = 64;
/** No frame is longer, so no line is kept beyond. */
const LINE_MAX = 64 * 1024;
const NEWLINE = 10;
const SAID_MAX = 200;
const DECODER = new TextDecoder();

/**
 * Opens the reading of one life: bytes come in pieces, lines may be doubled, torn, out of order or
 * lost, and other bytes may stand between them. Memory does not grow with them.
 */
export function openFrames({ nonce, task }: FrameOwner): Frames {
  const waiting = new Map<number, FrameNews>();
  const seen = { next: 0, doubled: 0, foreign: 0, said: "" };
  let life: string | null = null;
  const cut = openLines();
  const take = (frame: Frame): void => {
    life ??= frame.life;
    if (frame.life !== life) seen.foreign++;
    else if (frame.number < seen.next || waiting.has(frame.number)) seen.doubled++;
    else if (waiting.size < WAITING_MAX || frame.number === seen.next) {
      waiting.set(frame.number, frame.news);
    }
  };
  const give = function* (): Generator<FrameNews> {
    for (let news = waiting.get(seen.next); news !== undefined; news = waiting.get(seen.next)) {
      waiting.delete(seen.next++);
      yield news;
    }
  };
  return {
    push(chunk) {
      const given: FrameNews[] = [];
      for (const line of cut(chunk)) {
        const frame = readFrame(line);
        if (frame === null || frame.nonce !== nonce || frame.task !== task) {
          if (line.length > 0) seen.foreign++;
          if (line.length > 0 && frame === null) {
            seen.said = DECODER.decode(line.subarray(0, SAID_MAX));
          }
          continue;
        }
        take(frame);
        given.push(...give());
      }
      return given;
    },
    account: () => ({
      given: seen.next,
      waiting: waiting.size,
      doubled: seen.doubled,
      foreign: seen.foreign,
      said: seen.said,
    }),
  };
}

/** Whole lines without their ends, valid until the next call; what is longer than any frame is dropped. */
function openLines(): (chunk: Uint8Array) => Generator<Uint8Array> {
  let carried = new Uint8Array(0);
  return function* (chunk) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      const part = chunk.subarray(from, end);
      yield carried.length === 0 ? part : join(carried, part);
      carried = new Uint8Array(0);
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    carried = join(carried, rest);
    // Its end tells the frame: what stands before that much is somebody else's.
    if (carried.length > LINE_MAX) carried = carried.slice(-LINE_MAX);
  };
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
