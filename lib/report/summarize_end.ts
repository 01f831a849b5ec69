import type { SuiteDiagnosis } from "../model/diagnosis.ts";
import type { RunRecord, SuiteRecord } from "../model/run_record.ts";
import { isElsewhere } from "../model/shard.ts";
import { cleanLine } from "./clean_terminal.ts";
import { countedExecution, countedTests, failedSuites } from "./counted_execution.ts";
import { describeOpinion } from "./describe_opinion.ts";
import { describeFlakes } from "./describe_flakes.ts";
import { describeFailures } from "./describe_failures.ts";
import { explainFallback } from "./explain_problem.ts";
import { fitColumns } from "./fit_columns.ts";
import { formatCounts, formatNumber } from "./format_counts.ts";
import { formatNext, formatOutstanding } from "./format_outstanding.ts";
import { formatRepeat } from "./format_repeat.ts";
import { formatRerun } from "./format_rerun.ts";
import { formatTriage } from "./format_triage.ts";
import { formatVerdict } from "./format_verdict.ts";
import { formatReplayAll } from "./make_replay_bundle.ts";
import { makeFlaky, makeNotChecked, makeQuarantined } from "./make_parts.ts";
import { outcomeColour } from "./outcome_colour.ts";
import { paint } from "./paint.ts";

/** How the end of a run is shown, and where its files are. */
export interface EndOptions {
  readonly color: boolean;
  readonly columns: number;
  /** Folder of this run, as it should be shown. */
  readonly runFolder: string;
  /** The same, absolute; absent where no command is to name it. */
  readonly runPath?: string;
}

const MAX_LINES = 40;
const MAX_SUITES = 4;
const MAX_NOT_CHECKED = 3;
const MAX_WARNINGS = 2;
const MAX_FLAKY = 4;
const MAX_QUARANTINED = 4;
const MAX_REPEATED = 8;

/**
 * What a person reads at the end of a run: the verdict first, then what failed, why, what was not
 * checked, where the files are and the command to run again; at most 40 lines, a green run 5.
 */
export function summarizeEnd(record: RunRecord, options: EndOptions): string {
  const head = formatVerdict(record, options);
  const lines = record.verdict === "passed"
    ? [head, ...describeGreen(record, options)]
    : [head, ...describeRest(record, options)];
  return `${lines.join("\n")}\n`;
}

/** Two to four lines: why, what did not decide, was left out or is odd, and where the files are. */
function describeGreen(record: RunRecord, options: EndOptions): readonly string[] {
  const optional = failedSuites(record.suites).filter(({ required }) => !required)
    .map((one) => `${one.name} ${one.outcome}`);
  const missing = makeNotChecked(record).filter(({ why }) => !isElsewhere(why));
  const unchecked = [...new Set(missing.map((one) => one.suite))];
  const [warning, ...more] = record.warnings;
  const notes = [
    optional.length === 0 ? "" : `not required: ${optional.join(", ")}`,
    unchecked.length === 0 ? "" : `not checked: ${unchecked.join(", ")}`,
    warning === undefined ? "" : `${formatNumber(more.length + 1, "warning")}: ${warning}`,
  ].filter((line) => line !== "");
  const lines = [`why: ${record.why}`, ...notes].slice(-3).map((line) => cut(line, options));
  const excused = describeQuarantine(record, options);
  const repeated = describeRepeat(record, options);
  const compared = formatTriage(record);
  return [...lines, ...repeated, ...excused, ...compared, `files: ${cleanLine(options.runFolder)}`];
}

function describeRest(record: RunRecord, options: EndOptions): readonly string[] {
  const before = [
    cut(`why: ${record.why}`, options),
    ...(record.fallback === null ? [cut(`mode: ${record.modeWhy}`, options)] : []),
    ...describeFallback(record, options),
    ...describeSuites(record, options),
    ...describeRepeat(record, options),
  ];
  const after = [
    ...describeFlaky(record, options),
    ...describeQuarantine(record, options),
    ...describeReplay(record, options),
    ...formatTriage(record),
    ...describeNotChecked(record, options),
    ...describeWarnings(record, options),
    `files: ${cleanLine(options.runFolder)}`,
    ...describeLogs(record, options),
    ...describeRed(record, options),
    `again: ${formatRerun(record).command}`,
  ];
  const room = MAX_LINES - 1 - before.length - after.length;
  return [
    ...before,
    ...describeFailures(record, { columns: options.columns, lines: room }),
    ...after,
  ];
}

function describeFallback({ fallback }: RunRecord, options: EndOptions): readonly string[] {
  if (fallback === null) return [];
  return [
    cut(`container: ${explainFallback(fallback)}`, options),
    ...fallback.hint === "" ? [] : [cut(`  ${fallback.hint}`, options)],
  ];
}

function describeSuites(record: RunRecord, options: EndOptions): readonly string[] {
  const failed = failedSuites(record.suites);
  const shown = failed.slice(0, MAX_SUITES).flatMap((suite) => describeSuite(suite, options));
  return [...shown, ...countRest(failed.length - MAX_SUITES, "suite", "without a pass")];
}

/** One line for the suite, one for its most certain finding. */
function describeSuite(suite: SuiteRecord, options: EndOptions): readonly string[] {
  const about = [suite.place ?? "nowhere", suite.required ? "" : "not required"];
  const place = about.filter((part) => part !== "").join(", ");
  const counts = formatCounts(countedTests(suite));
  const facts = [counts, suite.why].filter((part) => part !== "").join("; ");
  const start = `${cleanLine(suite.name)} ${suite.outcome} `;
  const line = cut(`${start}(${place}): ${facts}`, options);
  const colour = outcomeColour(suite.outcome);
  const painted = line.replace(
    ` ${suite.outcome} `,
    ` ${paint(suite.outcome, colour, options.color)} `,
  );
  const opinion = describeOpinion(suite);
  const said = opinion === null ? [] : [cut(`  ${opinion}`, options)];
  return [painted, ...describeFinding(suite, options), ...said];
}

function describeFinding(suite: SuiteRecord, options: EndOptions): readonly string[] {
  const finding = suite.executions.flatMap((one) => one.findings)
    .toSorted((a, b) => b.confidence - a.confidence)[0];
  const cause = suite.diagnosis;
  const isOther = cause !== undefined && cause.classification.class !== finding?.class;
  if (isOther) return describeCause(cause, options);
  if (finding === undefined) return [];
  const advice = finding.remedy === "" ? "" : ` -> ${finding.remedy}`;
  return [cut(`  ${finding.class}: ${finding.message}${advice}`, options)];
}

/** What was recognised in its words; of an assertion, the test's own line says it all. */
function describeCause(
  { classification, remedy: [step = ""] }: SuiteDiagnosis,
  options: EndOptions,
): readonly string[] {
  const { class: of, evidence: [first] } = classification;
  if (of === "unknown" || of === "assertion" || first === undefined) return [];
  return [cut(`  ${of}: ${first.quote}${step === "" ? "" : ` -> ${step}`}`, options)];
}

/** Which tests of a repeated suite failed always, sometimes, never. */
function describeRepeat({ suites }: RunRecord, { columns }: EndOptions): readonly string[] {
  return formatRepeat(suites, { columns, rows: MAX_REPEATED });
}

/** What a replay leaves to be done, and the command that does it. */
function describeReplay(record: RunRecord, { runPath }: EndOptions): readonly string[] {
  if (record.replay === undefined) return [];
  const next = runPath === undefined ? null : formatNext(record, runPath);
  return [...formatOutstanding(record.replay), ...(next === null ? [] : [`next: ${next}`])];
}

/** The command that runs what did not pass, and nothing else; a replay tells its own next step. */
function describeRed(record: RunRecord, { runPath }: EndOptions): readonly string[] {
  if (runPath === undefined || record.replay !== undefined) return [];
  const command = formatReplayAll(record);
  return command === null ? [] : [`replay: ${command}`];
}

/** One line for each of the first flaky tests: what its first failing try said; and one for their kinds. */
function describeFlaky(record: RunRecord, options: EndOptions): readonly string[] {
  const { suites, counts } = record;
  const shown = suites.flatMap(makeFlaky).slice(0, MAX_FLAKY);
  return [
    ...shown.map(({ id, tries, message }) =>
      cut(`flaky: ${id} passed in try ${tries}, before: ${message || "no words"}`, options)
    ),
    ...countRest(counts.flaky - shown.length, "flaky test", "in tests.jsonl"),
    ...describeFlakes(record).map((line) => cut(line, options)),
  ];
}

/** One line for each of the first failures that quarantine excuses: who mends it, until when. */
function describeQuarantine(record: RunRecord, options: EndOptions): readonly string[] {
  const entries = new Map(record.quarantine.map(({ entry }) => [entry.id, entry]));
  const shown = record.suites.flatMap(makeQuarantined).slice(0, MAX_QUARANTINED);
  return [
    ...shown.map(({ id, entry, message }) => {
      const { owner, class: kind, expires } = entries.get(entry) ?? UNKNOWN_ENTRY;
      return cut(`quarantined: ${id} (${kind}, ${owner}, until ${expires}): ${message}`, options);
    }),
    ...countRest(record.counts.quarantined - shown.length, "quarantined failure", "in tests.jsonl"),
  ];
}

const UNKNOWN_ENTRY = { owner: "nobody", class: "no class", expires: "never" };

function describeNotChecked(record: RunRecord, options: EndOptions): readonly string[] {
  const all = makeNotChecked(record).filter(({ why }) => !isElsewhere(why));
  const shown = all.slice(0, MAX_NOT_CHECKED)
    .map((one) => cut(`not checked: ${one.suite}, ${one.what} (${one.why})`, options));
  return [...shown, ...countRest(all.length - shown.length, "entry", "not checked", "entries")];
}

function describeWarnings({ warnings }: RunRecord, options: EndOptions): readonly string[] {
  const shown = warnings.slice(0, MAX_WARNINGS).map((text) => cut(`warning: ${text}`, options));
  return [...shown, ...countRest(warnings.length - shown.length, "warning", "in run.json")];
}

/** Where the output of the first failing suite lies. */
function describeLogs({ suites }: RunRecord, { runFolder }: EndOptions): readonly string[] {
  const first = failedSuites(suites)[0];
  const execution = first === undefined ? null : countedExecution(first);
  if (execution === null) return [];
  return [`logs: ${cleanLine(`${runFolder}/${execution.folder}`)}/stdout.log and stderr.log`];
}

function countRest(
  count: number,
  noun: string,
  where: string,
  plural = `${noun}s`,
): readonly string[] {
  return count <= 0 ? [] : [`  … and ${count} more ${count === 1 ? noun : plural} ${where}`];
}

function cut(text: string, { columns }: EndOptions): string {
  const indent = /^ */.exec(text)?.[0] ?? "";
  return fitColumns(indent + cleanLine(text), Math.max(columns, 20));
}
