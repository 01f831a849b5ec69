import type { DiagnosticSummaryJson } from "../model/diagnostic_json.ts";
import type { SummaryJson } from "../model/summary_json.ts";
import { formatCounts } from "./format_counts.ts";
import { formatDuration } from "./format_duration.ts";

/** What an index begins with: the answer itself. Texts are as they were told, not yet cleaned. */
export interface IndexHead {
  /** Project and verdict. */
  readonly title: string;
  /** Why, one sentence. */
  readonly why: string;
  /** What a reader asks first, each with its answer; commands may be longer than a line. */
  readonly facts: readonly (readonly [question: string, answer: string])[];
  /** Names of suites whose files come first. */
  readonly failed: readonly string[];
}

/** Facts of one kind that are told; the summary has more. */
const MOST = 3;

/** What `summary.json` of a gate, a replay or a merge says first. */
export function headOfSummary(summary: SummaryJson): IndexHead {
  const failed = [...summary.failed_names, ...summary.failed_unit_names];
  const { counts, failures, findings, not_checked: missing } = summary;
  const tests = formatCounts({ ...counts, executed: counts.attempted });
  const rest = counts.failed - Math.min(MOST, failures.length);
  const again = summary.replay_bundle?.one_command_replay ?? null;
  const duration = formatDuration(summary.duration_ms);
  return {
    title: titleOf(summary.project, summary.verdict, summary.exit_code),
    why: summary.why,
    failed,
    facts: [
      ["run", `${summary.run_id}, ${duration}, mode ${summary.mode}`],
      ["suites", `${summary.passed_suites} of ${summary.total_suites} passed`],
      ...tests === "" ? [] : [["tests", tests] as const],
      ...failed.length === 0 ? [] : [["failed suites", failed.slice(0, 20).join(", ")] as const],
      ...failures.slice(0, MOST).map((test) => ["failed test", describeFailure(test)] as const),
      ...failures.length > 0 && rest > 0
        ? [["failed tests beyond these", String(rest)] as const]
        : [],
      ...findings.slice(0, MOST).map(({ suite, class: of, message, remedy }) =>
        [
          `cause in ${suite}`,
          `${of}: ${message}${remedy === "" ? "" : ` -> ${remedy}`}`,
        ] as const
      ),
      ...missing.slice(0, MOST).map(({ suite, what, why }) =>
        ["not checked", `${suite}: ${what} (${why})`] as const
      ),
      ...again === null ? [] : [["run what failed again", again] as const],
      ["run all of it again", summary.rerun.command],
    ],
  };
}

/** What `summary.json` of a diagnosis says first. */
export function headOfDiagnosis(summary: DiagnosticSummaryJson): IndexHead {
  const { cause, settings_to_keep: kept, remains_broken: broken } = summary;
  return {
    title: titleOf(summary.project, summary.outcome, summary.exit_code),
    why: summary.headline,
    failed: [],
    facts: [
      ["run", `${summary.run_id}, a diagnosis of ${summary.suite.name}`],
      ["attempts", String(summary.attempts.length)],
      ...cause === null ? [] : [["cause", `${cause.class}: ${cause.message}`] as const],
      ...kept === null ? [] : [
        ["settings to keep", JSON.stringify(kept.qa_jsonc)] as const,
        ["run with them", kept.command] as const,
      ],
      ...broken.slice(0, MOST).map(({ message, remedy }) =>
        ["left", `${message}${remedy === "" ? "" : ` -> ${remedy}`}`] as const
      ),
      ["stopped because", summary.stopped_because],
    ],
  };
}

function titleOf(project: string, verdict: string, exitCode: number): string {
  return `${project}: ${verdict.toUpperCase()} (exit ${exitCode})`;
}

function describeFailure({ id, message, file, line }: SummaryJson["failures"][number]): string {
  const place = file === "" ? "" : ` (${file}${line === null ? "" : `:${line}`})`;
  return `${id}: ${message}${place}`;
}
