import type { RunRecord } from "../model/run_record.ts";
import { fitBytes } from "./fit_bytes.ts";
import { oneLine } from "./clean_text.ts";
import type { AnnotationOptions } from "./format_annotations.ts";
import { formatNumber } from "./format_counts.ts";
import { listCauses, type RunCause } from "./list_causes.ts";
import { projectPlace } from "./project_place.ts";

/** One entry of GitLab's Code Quality report. */
export interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  /** Equal for the same failure in every pipeline: what stays, comes and goes is told by it. */
  readonly fingerprint: string;
  readonly severity: "info" | "minor" | "major" | "critical" | "blocker";
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const MAX_DESCRIPTION = 2000;

/**
 * What fails, as GitLab's Code Quality report has it: one issue for each cause with a line in the
 * project. An empty list is a whole report too, by which earlier failures are told to be mended.
 */
export function makeCodeQuality(
  record: RunRecord,
  { workspace }: AnnotationOptions = {},
): readonly CodeQualityIssue[] {
  const checkout = { root: record.plan.root, ...workspace !== undefined && { workspace } };
  return listCauses(record).flatMap((cause) => {
    const path = projectPlace(cause.assertion.file, checkout);
    const { line } = cause.assertion;
    return path === null || line === null ? [] : [makeIssue(cause, path, line)];
  });
}

function makeIssue(cause: RunCause, path: string, line: number): CodeQualityIssue {
  const { key, count, tests: [first = ""], suites, assertion, isRequired, isNew } = cause;
  const said = [assertion.type, assertion.message].filter((part) => part !== "").join(": ");
  const whom = count === 1 ? first : `${formatNumber(count, "test")}, such as ${first}`;
  return {
    description: fitBytes(oneLine(`${said || "it failed"} (${whom})`), MAX_DESCRIPTION),
    check_name: `qa-gate/${suites.join("+")}`,
    fingerprint: key,
    severity: !isRequired ? "minor" : isNew === false ? "major" : "critical",
    location: { path, lines: { begin: line } },
  };
}
