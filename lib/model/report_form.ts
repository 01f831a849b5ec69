/** A form in which a record can be shown again. */
export interface ReportForm {
  /** As `--format` names it. */
  readonly name: string;
  /** Name of its file in a folder. */
  readonly file: string;
  /** What it is made from: a whole record, or what every summary tells. */
  readonly needs: "record" | "summary";
}

/** Every form, in the order in which they are written. */
export const REPORT_FORMS = [
  { name: "terminal", file: "report.txt", needs: "summary" },
  { name: "html", file: "report.html", needs: "record" },
  { name: "markdown", file: "report.md", needs: "record" },
  { name: "annotations", file: "annotations.txt", needs: "record" },
  { name: "code-quality", file: "gl-code-quality-report.json", needs: "record" },
  { name: "junit", file: "junit.xml", needs: "record" },
  { name: "ctrf", file: "ctrf.json", needs: "record" },
  { name: "json", file: "summary.json", needs: "summary" },
  { name: "index", file: "index.txt", needs: "summary" },
  { name: "tests", file: "tests.jsonl", needs: "record" },
] as const satisfies readonly ReportForm[];

/** One of those. */
export type ReportFormRow = typeof REPORT_FORMS[number];
