import { carryLine } from "./carry_line.ts";

/** Takes lines out of bytes that come in pieces. */
export interface LineTaker {
  /** Bytes from `from` to `end` that are whole lines, each with its line break; valid during the call. */
  lines(bytes: Uint8Array, from: number, end: number): void;
  /** A line without an end, or what was kept of one that is longer than is looked at. */
  broken(line: Uint8Array): void;
}

/** Pieces of one file, one after the other. */
export interface PieceReader {
  push(chunk: Uint8Array): void;
  end(): void;
}

const NEWLINE = 0x0a;

/** Cuts pieces at line breaks, so that no line is torn between two of them; nothing is copied but such lines. */
export function wholeLines({ lines, broken }: LineTaker): PieceReader {
  const carry = carryLine();
  const take = (): void => {
    const line = carry.bytes();
    const isWhole = carry.dropped() === 0 && line.at(-1) === NEWLINE;
    if (isWhole) lines(line, 0, line.length);
    else broken(line);
    carry.clear();
  };
  return {
    push(chunk) {
      let from = 0;
      if (carry.isOpen()) {
        const stop = chunk.indexOf(NEWLINE);
        from = stop < 0 ? chunk.length : stop + 1;
        carry.add(chunk.subarray(0, from));
        if (stop < 0) return;
        take();
      }
      const end = Math.max(chunk.lastIndexOf(NEWLINE) + 1, from);
      if (end > from) lines(chunk, from, end);
      if (end < chunk.length) carry.add(chunk.subarray(end));
    },
    end() {
      if (carry.isOpen()) take();
    },
  };
}
