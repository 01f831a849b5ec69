import type { Host } from "../host/host.ts";
import type { ReportSummary } from "../model/run_record.ts";
import { type CollectedReport, collectReport, type ReportRequest } from "./collect_report.ts";

/** A request whose path is the progress file, whose folder was really there before the start. */
export interface ProgressRequest extends ReportRequest {
  readonly realFolder: string;
}

/**
 * Takes the tests from what was told while they ran, where the report itself is missing or cut and
 * shows fewer. The report keeps its status: tests that were seen are no proof that all were run.
 */
export async function collectProgress(
  host: Host,
  request: ProgressRequest,
  cut: CollectedReport,
): Promise<CollectedReport> {
  const file = `${request.folder}/tests.jsonl`;
  const kept = `${request.folder}/tests.cut.jsonl`;
  const seen = cut.summary.counts.total;
  if (seen > 0) await host.files.rename(file, kept);
  const told = await collectReport(host, { ...request, before: null, copyAs: null });
  const isBetter = told.summary.counts.total > seen;
  if (seen > 0 && !isBetter) await host.files.rename(kept, file);
  if (seen > 0 && isBetter) await host.files.remove(kept);
  return isBetter ? { ...told, summary: summarize(cut.summary, told.summary) } : cut;
}

/**
 * Looks for what kept a tool from testing in its standard error, where its standard output tells of no
 * test: what does not compile is told there.
 */
export async function collectErrors(
  host: Host,
  request: ReportRequest,
  empty: CollectedReport,
): Promise<CollectedReport> {
  const path = `${request.folder}/stderr.log`;
  const told = await collectReport(host, { ...request, path, before: null, copyAs: null });
  return told.summary.counts.failed > 0 ? told : empty;
}

function summarize(cut: ReportSummary, told: ReportSummary): ReportSummary {
  const source = "its tests are told as they were seen while they ran";
  return {
    ...cut,
    problems: [...cut.problems, source, ...told.problems],
    counts: told.counts,
    declared: cut.declared ?? told.declared,
  };
}
