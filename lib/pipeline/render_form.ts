import { dirname, isAbsolute } from "@std/path";
import { CI_HOSTS, findCiHost } from "../catalog/ci_hosts.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { CiHostRow } from "../model/ci_host.ts";
import { INDEX_NAME } from "../model/index_name.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { ReportFormRow } from "../model/report_form.ts";
import type { RunRecord } from "../model/run_record.ts";
import type { JsonAnswer } from "../model/summary_json.ts";
import { cleanTerminal } from "../report/clean_terminal.ts";
import { formatIndex } from "../report/format_index.ts";
import { headOfDiagnosis, headOfSummary, type IndexHead } from "../report/index_head.ts";
import { formatJsonLine } from "../report/format_json_line.ts";
import { formatSummary } from "../report/format_summary.ts";
import { summarizeDiagnosis } from "../report/summarize_diagnosis.ts";
import { summarizeEnd } from "../report/summarize_end.ts";
import { makeIndex } from "./leave_index.ts";
import type { Reported } from "./load_reported.ts";

/** How a form is made. */
export interface RenderMeans {
  readonly redactor: Redactor;
  readonly color: boolean;
  /** Of the terminal it is shown on; absent in a file or a pipe, where nothing is cut. */
  readonly size?: { readonly columns: number; readonly rows: number };
  /** Id of the CI system for annotations; absent: the one around us, or GitHub. */
  readonly ci?: string;
}

type Whole = Extract<Reported, { kind: "run" }>;

/** The text of a form that is made at once; null for a form that is streamed to a file. */
export async function renderForm(
  host: Host,
  reported: Reported,
  { name }: ReportFormRow,
  means: RenderMeans,
): Promise<Result<string | null, Problem>> {
  switch (name) {
    case "terminal":
      return ok(means.redactor.text("terminal", showEnd(host, reported, means)));
    case "json":
      return ok(means.redactor.text("terminal", formatAnswer(reported)));
    case "index":
      return ok(means.redactor.text(INDEX_NAME, await showIndex(host, reported)));
    case "markdown":
      return await showPage(host, reported, means);
    case "annotations":
    case "code-quality":
      if (reported.kind !== "run") return err(needsRun(reported, name));
      return ok(await showForCi(host, reported, { ...means, name }));
    default:
      return reported.kind === "run" ? ok(null) : err(needsRun(reported, name));
  }
}

function showEnd(host: Host, reported: Reported, { color, size }: RenderMeans): string {
  if (reported.kind === "summary") return formatSummary(headOfSummary(reported.summary));
  const runFolder = shown(host, reported.folder);
  if (reported.kind === "diagnosis") {
    return cleanTerminal(summarizeDiagnosis(reported.summary, runFolder).trimStart());
  }
  const { record, folder } = reported;
  const room = size === undefined
    ? { columns: 10_000 }
    : { columns: size.columns, rows: size.rows - 1 };
  return summarizeEnd(record, { color, ...room, runFolder, runPath: folder });
}

function formatAnswer(reported: Reported): string {
  if (reported.kind === "diagnosis") return formatJsonLine(reported.summary);
  const folder = reported.kind === "run" ? reported.folder : reported.path.replace(/\/[^/]*$/, "");
  const answer: JsonAnswer = { ...reported.summary, run_folder: folder };
  return formatJsonLine(answer);
}

async function showIndex(host: Host, reported: Reported): Promise<string> {
  const head = headOf(reported);
  if (reported.kind !== "summary") {
    return await makeIndex(host, head, { folder: reported.folder, beforeEvidence: false });
  }
  const facts = await host.files.stat(reported.path);
  const path = reported.path.replace(/^.*\//, "");
  const file = { path, sizeBytes: facts?.sizeBytes ?? null, answers: "It stands alone." };
  return formatIndex(head, { chosen: [file], leftOut: 0 });
}

function headOf(reported: Reported): IndexHead {
  if (reported.kind === "diagnosis") return headOfDiagnosis(reported.summary);
  return headOfSummary(reported.summary);
}

/** A page of a diagnosis is made where it runs, and stands in its folder. */
async function showPage(
  host: Host,
  reported: Reported,
  { redactor }: RenderMeans,
): Promise<Result<string, Problem>> {
  if (reported.kind === "summary") return err(needsRun(reported, "markdown"));
  if (reported.kind === "diagnosis") {
    const page = await host.files.readText(`${reported.folder}/report.md`);
    return page.ok
      ? ok(redactor.text("report.md", page.value))
      : err(needsRun(reported, "markdown"));
  }
  const { formatMarkdownReport, REPORT_BYTES } = await import(
    "../report/format_markdown_report.ts"
  );
  const files = reported.summary.artifacts;
  const text = formatMarkdownReport(reported.record, { maxBytes: REPORT_BYTES, files });
  return ok(redactor.text("report.md", text));
}

async function showForCi(
  host: Host,
  { record }: Whole,
  { redactor, ci, name }: RenderMeans & { readonly name: "annotations" | "code-quality" },
): Promise<string> {
  const around = findCiHost(host.environment());
  const place = await checkoutOf(host, record, around);
  if (name === "code-quality") {
    const { makeCodeQuality } = await import("../report/make_code_quality.ts");
    return `${redactJson(makeCodeQuality(record, place), name, redactor, 2)}\n`;
  }
  const wanted = ci ?? (around?.annotations ? around.id : "github");
  const row = CI_HOSTS.find(({ id }) => id === wanted);
  const { formatAnnotations } = await import("../report/format_annotations.ts");
  const lines = row === undefined ? [] : formatAnnotations(record, row, place);
  return redactor.text(name, lines.map((line) => `${line}\n`).join(""));
}

/**
 * Where the checkout is of which a project may be a part: as the CI system around us says, else the
 * repository above it. Absent for a project that is not there: a record of another machine.
 */
async function checkoutOf(
  host: Host,
  { plan: { root } }: RunRecord,
  around: CiHostRow | null,
): Promise<{ readonly workspace?: string }> {
  const told = around === null ? "" : host.environment()[around.workspace] ?? "";
  if (told !== "" && (root === told || root.startsWith(`${told}/`))) return { workspace: told };
  for (let folder = root; isAbsolute(folder); folder = dirname(folder)) {
    if (await host.files.stat(`${folder}/.git`) !== null) return { workspace: folder };
    if (dirname(folder) === folder) break;
  }
  return {};
}

function needsRun(reported: Reported, name: string): Problem {
  const what = reported.kind === "diagnosis"
    ? `a diagnosis has no ${name} but what stands in its folder`
    : reported.kind === "summary"
    ? `${name} needs the whole record of a run: ${reported.why}`
    : name;
  const hint = reported.kind === "diagnosis"
    ? `See ${shown({ machine: { cwd: "" } }, reported.folder)}, or choose terminal, json or index`
    : "Give the folder of the run with all of its files, or choose terminal, json or index";
  return { kind: "usage", message: what, hint };
}

function shown({ machine: { cwd } }: { machine: { cwd: string } }, path: string): string {
  return cwd !== "" && path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
}
