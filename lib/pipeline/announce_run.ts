import { isAbsolute } from "@std/path";
import { REPORT_MD } from "../catalog/text_artifacts.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { CiSummary } from "../model/ci_host.ts";
import type { RunRecord } from "../model/run_record.ts";
import { explainProblem } from "../report/explain_problem.ts";
import { formatAnnotations } from "../report/format_annotations.ts";
import { formatMarkdownReport } from "../report/format_markdown_report.ts";
import type { GateRun } from "./run_gate.ts";
import type { CiPlace } from "./report_texts.ts";

/** How a CI system is told. */
export interface AnnounceOptions {
  readonly ci: CiPlace;
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/** Less room than this holds no summary that helps. */
const LEAST_BYTES = 200;

/**
 * Tells the CI system of a run that is written: its summary goes where the system wants it, and the
 * lines that it obeys are given back, to be printed last. Whatever fails becomes a warning.
 */
export async function announceRun(
  host: Host,
  { record, run }: Pick<GateRun, "record" | "run">,
  { ci, redactor, warn }: AnnounceOptions,
): Promise<string> {
  const { row, workspace } = ci;
  const place = workspace === undefined ? {} : { workspace };
  const lines = [...formatAnnotations(record, row, place)];
  const { summary } = row;
  if (summary?.how === "append") await appendSummary(host, record, { summary, redactor, warn });
  if (summary?.how === "command") lines.push(summary.tell?.(`${run.path}/${REPORT_MD}`) ?? "");
  if (summary?.how === "none" && row.file !== null) {
    lines.push(
      `to show it on the page of the build: ${summary.tell?.(`${run.path}/${row.file.name}`)}`,
    );
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** The file is the job's, and earlier commands of the step may have written to it. */
async function appendSummary(
  host: Host,
  record: RunRecord,
  { summary, redactor, warn }: Omit<AnnounceOptions, "ci"> & { readonly summary: CiSummary },
): Promise<void> {
  const variable = summary.variable ?? "";
  const path = host.environment()[variable] ?? "";
  const refuse = (why: string): void => warn(`the job summary was not written: ${why}`);
  if (path === "") return refuse(`${variable} is not set`);
  if (!isAbsolute(path)) return refuse(`${variable} is no absolute path`);
  const before = (await host.files.stat(path))?.sizeBytes ?? 0;
  const maxBytes = summary.maxBytes - before - 1;
  if (maxBytes < LEAST_BYTES) return refuse(`${before} bytes of ${summary.maxBytes} are in it`);
  const bytes = encode(record, { maxBytes, isFirst: before === 0, redactor });
  const opened = await host.files.append(path);
  if (!opened.ok) return refuse(explainProblem(opened.error).message);
  const written = await opened.value.write(bytes);
  const closed = await opened.value.close();
  for (const result of [written, closed]) {
    if (!result.ok) return refuse(explainProblem(result.error).message);
  }
}

/** What stands for a secret may be longer than it was: then the page is made again, for less room. */
function encode(
  record: RunRecord,
  { maxBytes, isFirst, redactor }: {
    readonly maxBytes: number;
    readonly isFirst: boolean;
    readonly redactor: Redactor;
  },
): Uint8Array {
  for (let room = maxBytes; room >= LEAST_BYTES; room = Math.floor(room / 2)) {
    const text = redactor.text("job summary", formatMarkdownReport(record, { maxBytes: room }));
    const bytes = new TextEncoder().encode(`${isFirst ? "" : "\n"}${text}`);
    if (bytes.length <= maxBytes + 1) return bytes;
  }
  return new Uint8Array();
}
