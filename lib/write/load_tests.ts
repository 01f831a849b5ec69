import { LINE_BYTES_MAX } from "../formats/carry_line.ts";
import { openTestScanner, type ScanFaults } from "../formats/scan_tests.ts";
import type { Files } from "../host/host.ts";
import type { RecordedTest } from "../model/replay.ts";
import type { TestColumns } from "../model/test_columns.ts";
import { TestRecord } from "../model/test_result.ts";

/** No file of tests is read beyond this size. */
const MAX_FILE_BYTES = 16 * 1024 ** 3;
/** Shorter lines are rare: the keys of a record alone are longer. */
const SHORTEST_LINE = 200;

/** Where the tests of a run are told. */
export interface TestsPlace {
  /** Absolute paths of files of lines, each read once. */
  readonly paths: readonly string[];
  /** Tests that no file tells. */
  readonly named: readonly RecordedTest[];
}

/** The tests of a run as columns, and how single ones are found again. */
export interface LoadedTests {
  readonly columns: TestColumns;
  readonly faults: ScanFaults;
  /** Files that could not be read. */
  readonly unread: readonly string[];
  readonly files: readonly FileSpan[];
  readonly named: readonly RecordedTest[];
}

/** Where a file begins among the offsets of columns. */
export interface FileSpan {
  readonly path: string;
  readonly start: number;
}

/** Reads all tests of a run into columns; both runs of a comparison need the same key. */
export async function loadTests(
  files: Files,
  { paths, named }: TestsPlace,
  key: ArrayLike<number>,
): Promise<LoadedTests> {
  const sizes = await Promise.all(paths.map((path) => files.stat(path)));
  const bytes = sizes.reduce((sum, facts) => sum + (facts?.sizeBytes ?? 0), 0);
  const scanner = openTestScanner(key, Math.ceil(bytes / SHORTEST_LINE));
  for (const test of named) {
    const { id, suite, outcome, quarantine } = test;
    const isQuarantined = quarantine !== null;
    scanner.add({ id, suite, outcome, isQuarantined, durationMs: -1, fingerprint: "" });
  }
  const spans: FileSpan[] = [];
  const unread: string[] = [];
  let start = 0;
  for (const path of paths) {
    const opened = await files.open(path, MAX_FILE_BYTES);
    if (!opened.ok) {
      unread.push(path);
      continue;
    }
    spans.push({ path, start });
    for await (const chunk of opened.value.chunks) {
      start += chunk.length;
      scanner.push(chunk);
    }
    scanner.endFile();
    opened.value.close();
  }
  return { columns: scanner.columns, faults: scanner.faults, unread, files: spans, named };
}

/**
 * The records in these rows, by row, read again from their files. Rows of tests that only a summary
 * names, and lines that changed meanwhile, are not among them.
 */
export async function loadTestLines(
  files: Files,
  { columns, files: spans }: LoadedTests,
  rows: readonly number[],
): Promise<ReadonlyMap<number, TestRecord>> {
  const wanted = rows.map((row) => ({ row, offset: columns.offset[row]! }))
    .filter(({ offset }) => offset >= 0).toSorted((a, b) => a.offset - b.offset);
  const records = new Map<number, TestRecord>();
  for (const [at, { path, start }] of spans.entries()) {
    const end = spans[at + 1]?.start ?? Number.POSITIVE_INFINITY;
    const here = wanted.filter(({ offset }) => offset >= start && offset < end);
    if (here.length === 0) continue;
    const lines = await readLines(files, path, here.map(({ offset }) => offset - start));
    for (const [index, line] of lines.entries()) {
      const record = TestRecord.safeParse(parse(line), { jitless: true });
      if (record.success) records.set(here[index]!.row, record.data);
    }
  }
  return records;
}

/** Lines that begin at these offsets, which go up; the file is read as far as the last of them. */
async function readLines(
  files: Files,
  path: string,
  offsets: readonly number[],
): Promise<readonly string[]> {
  const opened = await files.open(path, MAX_FILE_BYTES);
  if (!opened.ok) return [];
  const lines: string[] = [];
  let decoder = new TextDecoder();
  let open: string | null = null;
  let position = 0;
  for await (const chunk of opened.value.chunks) {
    let at = 0;
    while (lines.length < offsets.length) {
      if (open === null) {
        const next = offsets[lines.length]! - position;
        if (next >= chunk.length) break;
        at = Math.max(next, 0);
        open = "";
      }
      const stop = chunk.indexOf(NEWLINE, at);
      const piece = chunk.subarray(at, stop < 0 ? chunk.length : stop);
      if (open.length < LINE_BYTES_MAX) open += decoder.decode(piece, { stream: true });
      if (stop < 0) break;
      lines.push(open + decoder.decode());
      [open, decoder] = [null, new TextDecoder()];
    }
    position += chunk.length;
    if (lines.length === offsets.length) break;
  }
  if (open !== null) lines.push(open + decoder.decode());
  opened.value.close();
  return lines;
}

const NEWLINE = 0x0a;

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
