import { dirname } from "@std/path";
import type { FileSink, Host } from "../host/host.ts";
import { BINARY_ENDED, NEVER_ENDED } from "../formats/progress_words.ts";
import type { Redactor } from "../formats/redactor.ts";
import { openNamedTests } from "../model/named_tests.ts";
import type { ReportEnd, ReportReader } from "../model/report_reading.ts";
import type { NamedTests, ReportSummary } from "../model/run_record.ts";
import { spellSize } from "../model/size.ts";
import { countTest, NO_TESTS } from "../model/test_counts.ts";
import type { ReportedTest, TestCounts, TestRecord } from "../model/test_result.ts";
import { hasFailed, markFailure, type TellFingerprint } from "./mark_failure.ts";
import { nameTests, type TestOwner } from "./name_tests.ts";
import { redactRecord } from "./redact_record.ts";
import { realFolder } from "./real_folder.ts";

/** No report is read beyond this size. */
const MAX_REPORT_BYTES = 4 * 1024 ** 3;

/** Where a report should be, and whose it is. */
export interface ReportRequest extends TestOwner {
  /** Absolute path of the report. */
  readonly path: string;
  readonly reader: ReportReader;
  /** What stood at that path before the suite ran; an unchanged file is stale. */
  readonly before: { readonly sizeBytes: number; readonly modifiedMs: number | null } | null;
  /** Real path of the report's folder before the suite ran: no link is to stand there now. */
  readonly realFolder: string;
  /** Name under which a redacted copy is kept; null when the source is one of our own logs. */
  readonly copyAs: string | null;
  readonly folder: string;
  readonly label: string;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
  /** The report's place as the configuration tells it; absent for one of ours. */
  readonly toldPlace?: string;
  /** How a test ended that the report shows to have begun, and not to have ended; `crashed` unless said. */
  readonly unfinished?: "crashed" | "timed-out" | "not-run";
  /** Loaded for the first failing test; without it, failures have no fingerprint. */
  readonly fingerprint?: () => Promise<TellFingerprint>;
}

/** A report that was read: the summary that decides, and the tests that a reader must see by name. */
export interface CollectedReport extends NamedTests {
  readonly summary: ReportSummary;
}

/** What stands for a suite that has no report by design. */
export const NO_REPORT: CollectedReport = {
  summary: {
    status: "none",
    path: null,
    problems: [],
    doubts: [],
    counts: NO_TESTS,
    declared: null,
  },
  failures: [],
  flaky: [],
  quarantined: [],
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
    if (code === "not-found") return absent("missing", sayMissing(request));
    const bound = code === "too-large" ? ` (more than ${spellSize(MAX_REPORT_BYTES)})` : "";
    return absent("refused", `the report was refused: ${code.replaceAll("-", " ")}${bound}`);
  }
  const file = opened.value;
  try {
    const before = request.before;
    const unchanged = before !== null && before.sizeBytes === file.sizeBytes &&
      before.modifiedMs === file.modifiedMs;
    if (unchanged) return absent("stale", "the report is older than this run");
    if (file.sizeBytes === 0) {
      const what = request.copyAs !== null
        ? "the report is an empty file"
        : "its output tells of no test";
      return absent("empty", what);
    }
    return await readTests(host, request, file.chunks);
  } finally {
    file.close();
  }
}

/** A place that a person has written is named: the report may well stand in another. */
function sayMissing({ toldPlace }: ReportRequest): string {
  if (toldPlace === undefined) return "there is no report";
  return `there is no report at "${toldPlace}", told from the root`;
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
  const copied = request.copyAs === null
    ? chunks
    : copyWhileRead(host, request, request.copyAs, chunks);
  const name = nameTests(request);
  const label = `${request.label}/tests.jsonl`;
  const lists = openNamedTests();
  let counts: TestCounts = NO_TESTS;
  let tell: TellFingerprint | null = null;
  let end: ReportEnd = { whole: false, problems: ["the report ended early"], declared: null };
  for await (const item of request.reader(copied)) {
    if (item.kind === "end") {
      end = item.end;
      continue;
    }
    const named = name(settleUnfinished(item.test, request));
    let record = redactRecord(named, request.redactor, label);
    // From the clean record: whoever reads it comes to the same fingerprint.
    if (request.fingerprint !== undefined && hasFailed(record)) {
      tell ??= await request.fingerprint();
      record = markFailure(record, tell);
    }
    counts = countTest(counts, record);
    lists.add(record);
    await tests.add(record);
  }
  await tests.close();
  return { summary: summarize(request, counts, end), ...lists.end() };
}

/** A test that never ended has the end of the run: a crash, our deadline, or an interrupt. */
function settleUnfinished(
  test: ReportedTest,
  { unfinished = "crashed" }: ReportRequest,
): ReportedTest {
  const isUnended = test.message === NEVER_ENDED || test.message.startsWith(BINARY_ENDED);
  if (test.outcome !== "crashed" || unfinished === "crashed" || !isUnended) return test;
  const message = ENDED_BY_US[unfinished];
  return { ...test, outcome: unfinished, message };
}

const ENDED_BY_US = {
  "timed-out": "it was running when the time of its suite was up",
  "not-run": "it was running when the run was interrupted",
};

function summarize(request: ReportRequest, counts: TestCounts, end: ReportEnd): ReportSummary {
  return {
    status: end.whole ? "whole" : counts.total > 0 ? "truncated" : "malformed",
    path: request.copyAs === null ? null : `${request.label}/${request.copyAs}`,
    problems: end.problems,
    doubts: end.doubts ?? [],
    counts,
    declared: end.declared,
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
  name: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const label = `${request.label}/${name}`;
  const opened = await host.files.append(`${request.folder}/${name}`);
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
