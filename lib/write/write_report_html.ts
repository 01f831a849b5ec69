import { type HtmlRoom, openHtmlTests } from "../formats/html_tests.ts";
import { readTestLine } from "../formats/read_test_line.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { writeBytes } from "./byte_blocks.ts";
import { scanTestLines } from "./scan_test_lines.ts";

/** A page but for the lines of its tests, which are too many to be held. */
export interface ReportPage {
  /** Up to and with the tag that opens the data. */
  readonly before: string;
  readonly after: string;
  /** Absolute paths of the files of tests, in the order in which they are told. */
  readonly tests: readonly string[];
  /** How much of them is put at most; the usual where absent. */
  readonly room?: HtmlRoom;
  /** True for files that we have just written ourselves. */
  readonly isOwn: boolean;
}

/**
 * Writes a page to its path, whole or not at all, the tests streamed into it once: memory does not grow
 * with their number. A file of tests that is not there has none.
 */
export async function writeReportHtml(
  host: Host,
  target: string,
  { before, after, tests, room, isOwn }: ReportPage,
): Promise<Result<void, Problem>> {
  return await writeBytes(host, target, async ({ put, settle }) => {
    put.text(`${before}\n`);
    const table = openHtmlTests(put, room);
    const odd = (line: Uint8Array): void => {
      const record = readTestLine(line);
      if (record !== null) table.test(record);
    };
    const work = { plain: table.plain, odd, settle };
    for (const path of tests) await scanTestLines(host, path, work, { isOwn });
    table.end();
    put.text(after);
  });
}
