import type { Terminal } from "./host.ts";

/** What a terminal writes to: a synchronous sink such as `Deno.stdout`. */
export interface SyncSink {
  writeSync(data: Uint8Array): number;
}

const FALLBACK_COLUMNS = 80;
const FALLBACK_ROWS = 24;
/** How long a full pipe whose reader does not read may hold us up before its output is dropped. */
const STALLED_MS = 10_000;
const encoder = new TextEncoder();

/** Standard output and error of this process; writing never throws and never outlives a stalled reader. */
export function openTerminal(): Terminal {
  return {
    // Asked only where it matters: opening standard input takes 10 ms.
    get stdinIsTerminal() {
      return Deno.stdin.isTerminal();
    },
    stdoutIsTerminal: Deno.stdout.isTerminal(),
    stderrIsTerminal: Deno.stderr.isTerminal(),
    columns: () => readColumns(),
    rows: () => readRows(),
    out: openWriter(Deno.stdout),
    error: openWriter(Deno.stderr),
  };
}

/** Width that the size source tells; 80 when it throws (no terminal) or says 0 (an unsized one). */
export function readColumns(consoleSize: () => { columns: number } = Deno.consoleSize): number {
  try {
    return consoleSize().columns || FALLBACK_COLUMNS;
  } catch {
    return FALLBACK_COLUMNS;
  }
}

/** Height that the size source tells; 24 when it throws (no terminal) or says 0 (an unsized one). */
export function readRows(consoleSize: () => { rows: number } = Deno.consoleSize): number {
  try {
    return consoleSize().rows || FALLBACK_ROWS;
  } catch {
    return FALLBACK_ROWS;
  }
}

/**
 * Text to a sink, whole and in order. After any failure (closed pipe, full disk, vanished terminal,
 * a reader stalled for ten seconds) the sink counts as closed: the answer is still in the exit code.
 */
export function openWriter(sink: SyncSink, stalledMs = STALLED_MS): (text: string) => void {
  let closed = false;
  return (text) => {
    if (closed) return;
    closed = !writeAll(sink, encoder.encode(text), stalledMs);
  };
}

function writeAll(sink: SyncSink, data: Uint8Array, stalledMs: number): boolean {
  let rest = data;
  let movedAt = performance.now();
  while (rest.length > 0) {
    const written = writeSome(sink, rest);
    if (written === null) return false;
    if (written > 0) movedAt = performance.now();
    else if (performance.now() - movedAt > stalledMs) return false;
    else blockFor(1);
    rest = rest.subarray(written);
  }
  return true;
}

/** Bytes taken; 0 when a non-blocking pipe is full, null when the sink is lost. */
function writeSome(sink: SyncSink, data: Uint8Array): number | null {
  try {
    return sink.writeSync(data);
  } catch (cause) {
    return cause instanceof Deno.errors.WouldBlock ? 0 : null;
  }
}

/** Halts this thread: writing is synchronous, so that words printed before an exit are never lost. */
function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
