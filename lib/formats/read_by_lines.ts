import type { ReportEnd, ReportReader } from "../model/report_reading.ts";
import type { ReportedTest } from "../model/test_result.ts";
import { splitLines } from "./lines.ts";

/** What reads a report of lines: told each, it has tests ready now and then. */
export interface LineReading {
  line(text: string): void;
  /** Tests finished since the last call. */
  take(): readonly ReportedTest[];
  /** Ends what is open; its tests are taken afterwards. */
  end(): ReportEnd;
  /** True once nothing more is to be read; absent for a reading that always goes on. */
  stopped?(): boolean;
}

/** A reader of a report of lines, of each of which so many characters are looked at. */
export function readByLines(open: () => LineReading, maxChars?: number): ReportReader {
  return async function* (chunks) {
    const reading = open();
    for await (const line of splitLines(chunks, maxChars)) {
      reading.line(line);
      for (const test of reading.take()) yield { kind: "test", test };
      if (reading.stopped?.()) break;
    }
    const end = reading.end();
    for (const test of reading.take()) yield { kind: "test", test };
    yield { kind: "end", end };
  };
}
