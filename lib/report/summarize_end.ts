import type { RunRecord } from "../model/run_record.ts";
import { INDEX_NAME } from "../model/index_name.ts";
import { isElsewhere } from "../model/shard.ts";
import { cleanLine } from "./clean_terminal.ts";
import { countedExecution, failedSuites } from "./counted_execution.ts";
import { describeFlakes } from "./describe_flakes.ts";
import { describeFailures } from "./describe_failures.ts";
import { describeSuites } from "./describe_suites.ts";
import { explainFallback } from "./explain_problem.ts";
import { fitColumns } from "./fit_columns.ts";
import { type EndLine, type EndParts, fitEnd } from "./fit_end.ts";
import { formatNumber } from "./format_counts.ts";
import { formatNext, formatOutstanding } from "./format_outstanding.ts";
import { formatRepeat } from "./format_repeat.ts";
import { formatRerun } from "./format_rerun.ts";
import { formatTriage } from "./format_triage.ts";
import { formatVerdict } from "./format_verdict.ts";
import { formatReplayAll } from "./make_replay_bundle.ts";
import { makeFlaky, makeNotChecked, makeQuarantined } from "./make_parts.ts";

/** How the end of a run is shown, and where its files are. */
export interface EndOptions {
  readonly color: boolean;
  readonly columns: number;
  /** Folder of this run, as it should be shown. */
  readonly runFolder: string;
  /** The same, absolute; absent where no command is to name it. */
  readonly runPath?: string;
  /** Rows that it may take on a terminal; absent where nobody has to scroll: 40 lines. */
  readonly rows?: number;
}

/** What a pipe gets at most: whoever reads that can scroll. */
const MAX_LINES = 40;
const MAX_NOT_CHECKED = 3;
const MAX_WARNINGS = 2;
const MAX_FLAKY = 4;
const MAX_QUARANTINED = 4;
const MAX_REPEATED = 8;

/**
 * What a person reads at the end of a run: the verdict first, then what failed, why, what was not
 * checked, where the files are and the command to run again; a green run 5 lines. It never takes more
 * rows than there are, 40 lines where that is not known; what is left out is named with where it is.
 */
export function summarizeEnd(record: RunRecord, options: EndOptions): string {
  const verdict = formatVerdict(record, options);
  const parts = record.verdict === "passed"
    ? describeGreen(record, options)
    : describeRest(record, options);
  const lines = fitEnd({ ...parts, head: [verdict, ...parts.head] }, {
    columns: options.columns,
    rows: Math.min(MAX_LINES, options.rows ?? MAX_LINES),
    where: cleanLine(`${options.runFolder}/${INDEX_NAME}`),
  });
  return `${lines.join("\n")}\n`;
}

/** Two to four lines: why, what did not decide, was left out or is odd, and where the files are. */
function describeGreen(record: RunRecord, options: EndOptions): EndParts {
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
  return {
    head: [],
    before: lines.map((text) => ({ text, weight: 95, about: "notes" })),
    failures: () => [],
    after: [
      ...weigh(describeRepeat(record, options), 80, "repeated tests"),
      ...weigh(describeQuarantine(record, options), 40, "quarantined failures"),
      ...weigh(formatTriage(record), 62, "comparison"),
      ...weigh([`files: ${cleanLine(options.runFolder)}`], 90, "files"),
    ],
  };
}

function describeRest(record: RunRecord, options: EndOptions): EndParts {
  const { columns } = options;
  const mode = record.fallback === null ? [cut(`mode: ${record.modeWhy}`, options)] : [];
  return {
    head: [cut(`why: ${record.why}`, options)],
    before: [
      ...weigh(mode, 10, "mode"),
      ...weigh(describeFallback(record, options), 90, "fallback"),
      ...describeSuites(record, options),
      ...weigh(describeRepeat(record, options), 68, "repeated tests"),
    ],
    failures: (lines) => lines < 1 ? [] : describeFailures(record, { columns, lines }),
    after: [
      ...weigh(describeFlaky(record, options), 45, "flaky tests"),
      ...weigh(describeQuarantine(record, options), 35, "quarantined failures"),
      ...describeReplay(record, options),
      ...weigh(formatTriage(record), 62, "comparison"),
      ...weigh(describeNotChecked(record, options), 58, "not checked"),
      ...weigh(describeWarnings(record, options), 40, "warnings"),
      ...weigh([`files: ${cleanLine(options.runFolder)}`], 91, "files"),
      ...weigh(describeLogs(record, options), 56, "logs"),
      ...weigh(describeRed(record, options), 93, "the replay command"),
      ...weigh([`again: ${formatRerun(record).command}`], 66, "the whole command"),
    ],
  };
}

/** The first line of several is worth a little more than the next. */
function weigh(texts: readonly string[], weight: number, about: string): readonly EndLine[] {
  return texts.map((text, at) => ({ text, weight: weight - at / 10, about }));
}

function describeFallback({ fallback }: RunRecord, options: EndOptions): readonly string[] {
  if (fallback === null) return [];
  return [
    cut(`container: ${explainFallback(fallback)}`, options),
    ...fallback.hint === "" ? [] : [cut(`  ${fallback.hint}`, options)],
  ];
}

/** Which tests of a repeated suite failed always, sometimes, never. */
function describeRepeat({ suites }: RunRecord, { columns }: EndOptions): readonly string[] {
  return formatRepeat(suites, { columns, rows: MAX_REPEATED });
}

/** What a replay leaves to be done, and the command that does it. */
function describeReplay(record: RunRecord, { runPath }: EndOptions): readonly EndLine[] {
  if (record.replay === undefined) return [];
  const next = runPath === undefined ? null : formatNext(record, runPath);
  return [
    ...weigh(formatOutstanding(record.replay), 70, "outstanding"),
    ...weigh(next === null ? [] : [`next: ${next}`], 93, "the next command"),
  ];
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
