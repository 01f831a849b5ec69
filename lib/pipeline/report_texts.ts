import { listArtifacts } from "../catalog/artifacts.ts";
import { REPORT_MD } from "../catalog/text_artifacts.ts";
import { redactJson } from "../formats/redact_json.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { CiHostRow } from "../model/ci_host.ts";
import type { RunRecord } from "../model/run_record.ts";
import { byteLength } from "../report/fit_bytes.ts";
import { formatMarkdownReport, REPORT_BYTES } from "../report/format_markdown_report.ts";
import { makeCodeQuality } from "../report/make_code_quality.ts";

/** A text of a run's folder, not yet redacted. */
export interface ReportText {
  /** Relative to the run's folder. */
  readonly name: string;
  readonly text: string;
}

/** What a CI system is, and where it has the checkout. */
export interface CiPlace {
  readonly row: CiHostRow;
  /** Absolute folder of the checkout; absent where it does not say. */
  readonly workspace?: string;
}

/** `report.md`, and what is made for one CI system alone. */
export function reportTexts(
  record: RunRecord,
  { ci, redactor }: { readonly ci: CiPlace | null; readonly redactor: Redactor },
): readonly ReportText[] {
  const files = listArtifacts(record);
  const links = (path: string): string => path;
  const page = formatMarkdownReport(record, { maxBytes: REPORT_BYTES, links, files });
  const own = ci?.row.file ?? null;
  if (ci === null || own === null) return [{ name: REPORT_MD, text: page }];
  const { maxBytes } = own;
  const text = own.make === "markdown"
    ? formatMarkdownReport(record, { maxBytes })
    : codeQuality(record, ci, { maxBytes, name: own.name, redactor });
  return [{ name: REPORT_MD, text: page }, { name: own.name, text }];
}

/** As many issues as fit, the most important first. */
function codeQuality(
  record: RunRecord,
  { workspace }: CiPlace,
  { maxBytes, name, redactor }: {
    readonly maxBytes: number;
    readonly name: string;
    readonly redactor: Redactor;
  },
): string {
  const issues = makeCodeQuality(record, { ...workspace !== undefined && { workspace } });
  let bytes = 4;
  const kept = issues.filter((issue) => {
    bytes += byteLength(JSON.stringify(issue, null, 2)) + 64;
    return bytes <= maxBytes;
  });
  return `${redactJson(kept, name, redactor, 2)}\n`;
}
