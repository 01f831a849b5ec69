import type { RunRecord } from "../model/run_record.ts";
import { markup } from "./html.ts";
import { environmentSection } from "./html_environment.ts";
import {
  baselineSection,
  type FileAnswer,
  filesSection,
  notCheckedSection,
  warningsSection,
} from "./html_facts.ts";
import { failuresSection } from "./html_failures.ts";
import type { LinkBase } from "./html_link.ts";
import { type ExecutionSeries, resourcesSection } from "./html_resources.ts";
import type { PageSection } from "./html_section.ts";
import { makePage, type PageHalves } from "./html_shell.ts";
import { suitesSection } from "./html_suites.ts";
import { testsSection } from "./html_tests_section.ts";
import { type ReportTrends, trendsSection } from "./html_trends.ts";
import { verdictHeader } from "./html_verdict.ts";

/** What a page is made of beside its record. */
export interface ReportParts {
  /** From the page to the folder of the run. */
  readonly base: LinkBase;
  readonly series: readonly ExecutionSeries[];
  readonly trends: ReportTrends | null;
  readonly files: readonly FileAnswer[];
  /** SHA-256 of `PAGE_SCRIPT`, Base64. */
  readonly scriptHash: string;
}

/** `report.markup` of a run: what a person asks first stands first. The lines of its tests go between both halves. */
export function makeHtmlReport(record: RunRecord, parts: ReportParts): PageHalves {
  const { base, series, trends, files, scriptHash } = parts;
  const { plan, runId, verdict } = record;
  const notChecked = notCheckedSection(record, base);
  const sections: readonly (PageSection | null)[] = [
    failuresSection(record, base),
    baselineSection(record, base),
    notChecked.count === "" ? null : notChecked,
    suitesSection(record, base),
    record.counts.total === 0 ? null : testsSection(base),
    resourcesSection(series, base),
    trendsSection(record, trends, base),
    notChecked.count === "" ? notChecked : null,
    warningsSection(record.warnings, base, "run.json"),
    environmentSection(record, base),
    filesSection(files, base),
  ];
  return makePage({
    title: `${verdict}: ${plan.project}, ${runId}`,
    runId,
    stableFolder: plan.outputs.split(/[\\/]/).at(-1) ?? "",
    header: verdictHeader(record, base),
    sections: sections.filter((one) => one !== null),
    footer:
      markup`<p>QA Gate ${record.version}. One file, nothing of it is loaded from elsewhere. Links lead to the files of the run beside it.</p>`,
    scriptHash,
  });
}
