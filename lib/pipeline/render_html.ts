import { dirname, relative } from "@std/path";
import type { Redactor } from "../formats/redactor.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { RunRecord } from "../model/run_record.ts";
import { makeHtmlReport } from "../report/html_report.ts";
import { PAGE_SCRIPT } from "../report/html_shell.ts";
import { listArtifacts } from "../catalog/artifacts.ts";
import { writeReportHtml } from "../write/write_report_html.ts";
import { executionsOf, gatherSeries, gatherTrends } from "./gather_report.ts";

/** Where a page is written, and what it is made from beside its record. */
export interface RenderHtmlOptions {
  /** Absolute folder of the run, whose files are read and linked. */
  readonly runFolder: string;
  /** Absolute path of the page. */
  readonly target: string;
  readonly redactor: Redactor;
  /** Absolute path of the history; null: no trends. */
  readonly historyPath: string | null;
  readonly warn: (message: string) => void;
  /** True for a run of this very process: nothing of Node is loaded to read its files. */
  readonly isOwn?: boolean;
}

const NAME = "report.html";

/** Writes the page of a run, with what its folder and the history tell beside the record. */
export async function renderHtml(
  host: Host,
  record: RunRecord,
  { redactor, ...place }: RenderHtmlOptions,
): Promise<Result<void, Problem>> {
  return await renderClean(host, cleanRecord(record, redactor), place);
}

/** The same of a record without secrets. */
export async function renderClean(
  host: Host,
  record: RunRecord,
  { runFolder, target, historyPath, warn, isOwn = false }: Omit<RenderHtmlOptions, "redactor">,
): Promise<Result<void, Problem>> {
  const series = await gatherSeries(host, runFolder, { executions: executionsOf(record), isOwn });
  const trends = await gatherTrends(host, historyPath, warn);
  const parts = {
    ...{ base: baseOf(runFolder, target), series, trends, files: listArtifacts(record) },
    scriptHash: await hashOf(host, PAGE_SCRIPT),
  };
  const page = makeHtmlReport(record, parts);
  return await writeReportHtml(host, target, {
    ...page,
    tests: [`${runFolder}/tests.jsonl`],
    isOwn,
  });
}

/** What is shown of a record, without secrets; a map is no JSON, and its ids were in a file already. */
export function cleanRecord(record: RunRecord, redactor: Redactor): RunRecord {
  const { past, ...rest } = record;
  const clean: RunRecord = JSON.parse(redactJson(rest, NAME, redactor));
  return past === undefined ? clean : { ...clean, past };
}

/** From a page to the folder of its run, for links; "" where it stands in it. */
export function baseOf(runFolder: string, target: string): string {
  const path = relative(dirname(target), runFolder).replaceAll("\\", "/");
  return path === "" ? "" : `${path.split("/").map(encodeURIComponent).join("/")}/`;
}

/** SHA-256 in Base64, as a policy names it. */
export async function hashOf(host: Host, text: string): Promise<string> {
  const digits = await host.sha256(text);
  const bytes = (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return btoa(String.fromCharCode(...bytes));
}
