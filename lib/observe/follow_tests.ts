import { readTestsSoFar, type TestsReading } from "../formats/tests_so_far.ts";
import type { Host } from "../host/host.ts";
import type { ReportFormat } from "../model/plan.ts";
import type { TestsSoFar } from "../model/tests_so_far.ts";

/** Where the tests of an execution are told while they run. */
export interface TestsPlace {
  /** Absolute path, in a folder to which the tests may write. */
  readonly path: string;
  readonly format: ReportFormat;
}

/** Looks at a file that grows. */
export interface TestsFollower {
  /** Reads what was added since the last look, within a bound; null where nothing was told yet. */
  look(nowMs: number): Promise<TestsSoFar | null>;
}

/** Bytes of one look: more than any tool writes between two of them. */
const LOOK_BYTES = 1024 * 1024;
/** A file that is ahead by so much is not caught up with: what it would tell is long over. */
const LOST_BYTES = 64 * 1024 * 1024;
/** A longer line is passed over. */
const LINE_MAX = 256 * 1024;

/** Follows what a tool tells of its tests; null for a format that tells nothing before its end. */
export function followTests(host: Host, { path, format }: TestsPlace): TestsFollower | null {
  let reading = readTestsSoFar(format);
  if (reading === null) return null;
  let at = 0;
  let isLost = false;
  let lines = carryLines();
  const look = async (nowMs: number): Promise<TestsSoFar | null> => {
    const facts = isLost ? null : await host.files.stat(path);
    if (facts === null || facts.kind !== "file") return at === 0 ? null : told(reading);
    if (facts.sizeBytes < at) {
      // It was begun anew: what was told before is of another try.
      [reading, at, lines] = [readTestsSoFar(format), 0, carryLines()];
    }
    isLost = facts.sizeBytes - at > LOST_BYTES;
    if (facts.sizeBytes > at && !isLost) at += await read(host, path, { at, take });
    return at === 0 || isLost ? null : told(reading);
    function take(piece: Uint8Array): void {
      for (const line of lines(piece)) reading?.line(line, nowMs);
    }
  };
  return { look };
}

function told(reading: TestsReading | null): TestsSoFar | null {
  return reading?.now() ?? null;
}

/** How many bytes were read; a stranger's file that cannot be opened gives none. */
async function read(
  host: Host,
  path: string,
  { at, take }: { readonly at: number; readonly take: (piece: Uint8Array) => void },
): Promise<number> {
  const opened = await host.files.open(path, Infinity, at);
  if (!opened.ok) return 0;
  let count = 0;
  for await (const chunk of opened.value.chunks) {
    const piece = chunk.subarray(0, LOOK_BYTES - count);
    take(piece);
    count += piece.length;
    if (count >= LOOK_BYTES) break;
  }
  opened.value.close();
  return count;
}

/** Whole lines of what comes in pieces; the unfinished one waits for its rest. */
function carryLines(): (piece: Uint8Array) => readonly string[] {
  const decoder = new TextDecoder();
  let open = "";
  let isTooLong = false;
  return (piece) => {
    const parts = (open + decoder.decode(piece, { stream: true })).split("\n");
    const last = parts.pop() ?? "";
    const whole = isTooLong ? parts.slice(1) : parts;
    isTooLong = (isTooLong && parts.length === 0) || last.length > LINE_MAX;
    open = isTooLong ? "" : last;
    return whole.filter((line) => line.length <= LINE_MAX);
  };
}
