import { dirname } from "@std/path";
import type { FileSink, Host } from "../host/host.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Place } from "../model/outcome.ts";
import { isFailing } from "../model/outcome.ts";
import type { ReportEnd, ReportReader } from "../model/report_reading.ts";
import { FAILURES_KEPT, type ReportSummary } from "../model/run_record.ts";
import { countTest, NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts, TestRecord } from "../model/test_result.ts";
import { nameTests } from "./name_tests.ts";
import { realFolder } from "./real_folder.ts";

/** No report is read beyond this size. */
const MAX_REPORT_BYTES = 4 * 1024 ** 3;

/** Where a report should be, and whose it is. */
export interface ReportRequest {
  readonly suite: string;
  readonly place: Place;
  readonly attempt: number;
  /** Absolute path of the report. */
  readonly path: string;
  readonly reader: ReportReader;
  /** What stood at that path before the suite ran; an unchanged file is stale. */
  readonly before: { readonly sizeBytes: number; readonly modifiedMs: number | null } | null;
  /** Real path of the report's folder before the suite ran: no link is to stand there now. */
  readonly realFolder: string;
  /** Keep a redacted copy as `report.xml`; false when the source is one of our own logs. */
  readonly keepCopy: boolean;
  readonly folder: string;
  readonly label: string;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/** A report that was read: the summary that decides, and the first failing tests. */
export interface CollectedReport {
  readonly summary: ReportSummary;
  readonly failures: readonly TestRecord[];
}

/** What stands for a suite that has no report by design. */
export const NO_REPORT: CollectedReport = {
  summary: { status: "none", path: null, problems: [], counts: NO_TESTS, declared: null },
  failures: [],
};

/**
 * Reads a report once, as a stream: every test goes to `tests.jsonl`, a redacted copy of the report
 * beside it; only counts and the first failures stay in memory. A hostile path (link, FIFO, device)
 * is refused by the opener.
 */
export async function collectReport(host: Host, request: ReportRequest): Promise<CollectedReport> {
  if (await realFolder(host, dirname(request.path)) !== request.realFolder) {
    return absent("refused", "the report was refused: its folder was replaced by a link");
  }
  const opened = await host.files.open(request.path, MAX_REPORT_BYTES);
  if (!opened.ok) {
    const code = opened.error.kind === "file" ? opened.error.code : "other";
    if (code === "not-found") return absent("missing", "there is no report");
    return absent("refused", `the report was refused: ${code.replaceAll("-", " ")}`);
  }
  const file = opened.value;
  try {
    const before = request.before;
    const unchanged = before !== null && before.sizeBytes === file.sizeBytes &&
      before.modifiedMs === file.modifiedMs;
    if (unchanged) return absent("stale", "the report is older than this run");
    if (file.sizeBytes === 0) {
      const what = request.keepCopy ? "the report is an empty file" : "its output tells of no test";
      return absent("empty", what);
    }
    return await readTests(host, request, file.chunks);
  } finally {
    file.close();
  }
}

function absent(status: ReportSummary["status"], problem: string): CollectedReport {
  return { ...NO_REPORT, summary: { ...NO_REPORT.summary, status, problems: [problem] } };
}

async function readTests(
  host: Host,
  request: ReportRequest,
  chunks: AsyncIterable<Uint8Array>,
): Promise<CollectedReport> {
  const tests = await openLines(host, request);
  const copied = request.keepCopy ? copyWhileRead(host, request, chunks) : chunks;
  const name = nameTests(request);
  const failures: TestRecord[] = [];
  let counts: TestCounts = NO_TESTS;
  let end: ReportEnd = { whole: false, problems: ["the report ended early"], declared: null };
  for await (const item of request.reader(copied)) {
    if (item.kind === "end") {
      end = item.end;
      continue;
    }
    const record = redactTest(name(item.test), request);
    counts = countTest(counts, record);
    if (isFailing(record.outcome) && failures.length < FAILURES_KEPT) failures.push(record);
    await tests.add(record);
  }
  await tests.close();
  return { summary: summarize(request, counts, end), failures };
}

function summarize(request: ReportRequest, counts: TestCounts, end: ReportEnd): ReportSummary {
  return {
    status: end.whole ? "whole" : counts.total > 0 ? "truncated" : "malformed",
    path: request.keepCopy ? `${request.label}/report.xml` : null,
    problems: end.problems,
    counts,
    declared: end.declared,
  };
}

function redactTest(record: TestRecord, request: ReportRequest): TestRecord {
  const file = `${request.label}/tests.jsonl`;
  const clean = (text: string): string => text === "" ? text : request.redactor.text(file, text);
  return {
    ...record,
    id: clean(record.id),
    name: clean(record.name),
    message: clean(record.message),
    details: clean(record.details),
  };
}

/** Lines are gathered into blocks: one awaited write for each test is fifty times slower. */
const BLOCK_CHARS = 64 * 1024;

async function openLines(host: Host, request: ReportRequest) {
  const label = `${request.label}/tests.jsonl`;
  const opened = await host.files.append(`${request.folder}/tests.jsonl`);
  if (!opened.ok) request.warn(`${label} cannot be written`);
  const sink: FileSink | null = opened.ok ? opened.value : null;
  const encoder = new TextEncoder();
  let block = "";
  const flush = async (): Promise<void> => {
    const written = await sink?.write(encoder.encode(block));
    block = "";
    if (written && !written.ok) request.warn(`${label} is cut`);
  };
  return {
    add: async (record: TestRecord): Promise<void> => {
      block += `${JSON.stringify(record)}\n`;
      if (block.length > BLOCK_CHARS) await flush();
    },
    close: async (): Promise<void> => {
      await flush();
      await sink?.close();
    },
  };
}

async function* copyWhileRead(
  host: Host,
  request: ReportRequest,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const label = `${request.label}/report.xml`;
  const opened = await host.files.append(`${request.folder}/report.xml`);
  if (!opened.ok) request.warn(`${label} cannot be written`);
  const redactor = request.redactor.open(label);
  try {
    for await (const chunk of chunks) {
      if (opened.ok) await opened.value.write(redactor.push(chunk));
      yield chunk;
    }
  } finally {
    if (opened.ok) {
      await opened.value.write(redactor.end());
      await opened.value.close();
    }
  }
}
