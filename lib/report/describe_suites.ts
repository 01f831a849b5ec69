import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { cleanLine } from "./clean_terminal.ts";
import { countedTests, failedSuites } from "./counted_execution.ts";
import { describeOpinion } from "./describe_opinion.ts";
import type { EndLine } from "./fit_end.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatCounts } from "./format_counts.ts";
import { outcomeColour } from "./outcome_colour.ts";
import { paint } from "./paint.ts";

/** How the lines of suites are drawn. */
export interface SuiteStyle {
  readonly color: boolean;
  readonly columns: number;
}

const MAX_SUITES = 4;

/**
 * The first suites that did not pass: a line for each, one for its most certain finding with its
 * remedy, one for what a language model thinks; then how many more there are.
 */
export function describeSuites(record: RunRecord, style: SuiteStyle): readonly EndLine[] {
  const failed = failedSuites(record.suites);
  const rest = failed.length - MAX_SUITES;
  const noun = rest === 1 ? "suite" : "suites";
  return [
    ...failed.slice(0, MAX_SUITES).flatMap((suite, at) => describeSuite(suite, style, at)),
    ...(rest <= 0 ? [] : [{
      text: `  … and ${rest} more ${noun} without a pass`,
      weight: 72,
      about: "suites",
    }]),
  ];
}

/** The first suite's own line and finding matter most; the next ones' less and less. */
function describeSuite(suite: SuiteRecord, style: SuiteStyle, at: number): readonly EndLine[] {
  const about = [suite.place ?? "nowhere", suite.required ? "" : "not required"];
  const place = about.filter((part) => part !== "").join(", ");
  const counts = formatCounts(countedTests(suite));
  const facts = [counts, suite.why].filter((part) => part !== "").join("; ");
  const line = cut(`${cleanLine(suite.name)} ${suite.outcome} (${place}): ${facts}`, style);
  const colour = outcomeColour(suite.outcome);
  const painted = line.replace(
    ` ${suite.outcome} `,
    ` ${paint(suite.outcome, colour, style.color)} `,
  );
  const opinion = describeOpinion(suite);
  const weight = 88 - at * 4;
  return [
    { text: painted, weight, about: "suites" },
    ...describeFinding(suite).map((text) => ({
      text: cut(text, style),
      weight: weight - 1,
      about: "findings",
    })),
    ...(opinion === null ? [] : [{
      text: cut(`  ${opinion}`, style),
      weight: 30,
      about: "opinions",
    }]),
  ];
}

function describeFinding(suite: SuiteRecord): readonly string[] {
  const finding = suite.executions.flatMap((one) => one.findings)
    .toSorted((a, b) => b.confidence - a.confidence)[0];
  const cause = suite.diagnosis;
  const isOther = cause !== undefined && cause.classification.class !== finding?.class;
  if (isOther) return describeCause(cause);
  if (finding === undefined) return [];
  const advice = finding.remedy === "" ? "" : ` -> ${finding.remedy}`;
  return [`  ${finding.class}: ${finding.message}${advice}`];
}

/** What was recognised in its words; of an assertion, the test's own line says it all. */
function describeCause({ classification, remedy: [step = ""] }: SuiteDiagnosis): readonly string[] {
  const { class: of, evidence: [first] } = classification;
  if (of === "assertion" || first === undefined) return [];
  if (of === "unknown") return [`  it said: ${first.quote}`];
  return [`  ${of}: ${first.quote}${step === "" ? "" : ` -> ${step}`}`];
}

function cut(text: string, { columns }: SuiteStyle): string {
  const indent = /^ */.exec(text)?.[0] ?? "";
  return fitColumns(indent + cleanLine(text), Math.max(columns, 20));
}
