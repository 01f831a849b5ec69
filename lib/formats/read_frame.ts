import { SENT_FILES, type SentName, type SentSuite } from "../model/remote_life.ts";
import { posixChecksum } from "./posix_checksum.ts";

/** What one frame tells. `index` is the place of a suite in its task. */
export type FrameNews =
  | { readonly kind: "begin"; readonly version: number }
  | { readonly kind: "suite"; readonly index: number }
  | {
    readonly kind: "data";
    readonly index: number;
    readonly file: SentName;
    readonly bytes: Uint8Array;
  }
  /** All of a file was sent: `size` as it was there; `state` says what stood in its place. */
  | {
    readonly kind: "file";
    readonly index: number;
    readonly file: SentName;
    readonly state: "whole" | "cut" | "absent" | "odd" | "stale";
    readonly size: number;
    /** Lower-case hexadecimal, or null where it was not measured. */
    readonly sha256: string | null;
  }
  | { readonly kind: "skip"; readonly index: number; readonly why: string }
  | {
    readonly kind: "done";
    readonly index: number;
  } & NonNullable<SentSuite["done"]>
  | { readonly kind: "end"; readonly code: number };

/** One line of a task, whole and unharmed, with what it must be counted by. */
export interface Frame {
  readonly nonce: string;
  /** Made up by the script: another container of the same task has another one. */
  readonly life: string;
  readonly task: number;
  /** From 0 without a gap. */
  readonly number: number;
  readonly news: FrameNews;
}

/** Stands in front of every frame; what comes before it on a line is somebody else's. */
export const FRAME_MARK = "qa1:";

const MARK_BYTES = new TextEncoder().encode(FRAME_MARK);
const SPACE = 32;

/** A frame from a line of output; null for what is none, or was torn or changed on its way. */
export function readFrame(line: Uint8Array): Frame | null {
  const from = findMark(line);
  const space = from < 0 ? -1 : line.indexOf(SPACE, from);
  if (space < 0 || space - from > 10) return null;
  const body = line.subarray(space + 1, line.at(-1) === CARRIAGE ? -1 : line.length);
  const sum = decode(line.subarray(from, space));
  const isByLength = sum === `l${body.length}`;
  if (!isByLength && !(isNumber(sum) && Number(sum) === posixChecksum(body))) return null;
  const [nonce = "", life = "", task = "", number = "", ...words] = decode(body).split(" ");
  // The number at both ends: a line of two lines' halves has two.
  if (isByLength && words.pop() !== `.${number}`) return null;
  const news = readNews(words);
  if (!isNumber(task) || !isNumber(number) || news === null) return null;
  return { nonce, life, task: Number(task), number: Number(number), news };
}

const CARRIAGE = 13;

/** Where the last mark of a line ends; -1 where there is none. */
function findMark(line: Uint8Array): number {
  for (let at = line.length - MARK_BYTES.length; at >= 0; at--) {
    if (
      line[at] === MARK_BYTES[0] && MARK_BYTES.every((byte, place) => line[at + place] === byte)
    ) {
      return at + MARK_BYTES.length;
    }
  }
  return -1;
}

const LATIN = new TextDecoder("latin1");

function decode(bytes: Uint8Array): string {
  return LATIN.decode(bytes);
}

function isNumber(text: string): boolean {
  return /^\d{1,12}$/.test(text);
}

function readNews([kind = "", first = "", ...rest]: readonly string[]): FrameNews | null {
  if (!isNumber(first)) return null;
  const number = Number(first);
  switch (kind) {
    case "begin":
      return { kind, version: number };
    case "suite":
      return { kind, index: number };
    case "data":
      return readData(number, rest);
    case "file":
      return readFile(number, rest);
    case "skip":
      return { kind, index: number, why: rest.join(" ") };
    case "done":
      return readDone(number, rest);
    case "end":
      return { kind, code: number };
    default:
      return null;
  }
}

function readData(index: number, [name, code, text]: readonly string[]): FrameNews | null {
  const file = SENT_FILES.find((one) => one === name);
  if (file === undefined || text === undefined) return null;
  try {
    const bytes = code === "b" ? Uint8Array.fromBase64(text) : Uint8Array.fromHex(text);
    return { kind: "data", index, file, bytes };
  } catch {
    return null;
  }
}

const STATES = ["whole", "cut", "absent", "odd", "stale"] as const;

function readFile(
  index: number,
  [name, told, size = "", hash = ""]: readonly string[],
): FrameNews | null {
  const file = SENT_FILES.find((one) => one === name);
  const state = STATES.find((one) => one === told);
  if (file === undefined || state === undefined || !isNumber(size)) return null;
  const sha256 = /^[0-9a-f]{64}$/.test(hash) ? hash : null;
  return { kind: "file", index, file, state, size: Number(size), sha256 };
}

const ENDS = ["exited", "deadline", "signalled", "workdir"] as const;

function readDone(
  index: number,
  [code = "", told, from = "", to = ""]: readonly string[],
): FrameNews | null {
  const why = ENDS.find((one) => one === told);
  if (why === undefined || !isNumber(code)) return null;
  const ms = Math.round((Number(to) - Number(from)) * 1000);
  const isKnown = from !== "" && to !== "" && Number.isFinite(ms) && ms >= 0;
  return { kind: "done", index, code: Number(code), why, durationMs: isKnown ? ms : null };
}
