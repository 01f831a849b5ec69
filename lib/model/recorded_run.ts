import type { EnvironmentJson } from "./environment_json.ts";
import type { Place, SuiteOutcome } from "./outcome.ts";
import type { PlanJson } from "./plan_json.ts";
import type { RecordedTest } from "./replay.ts";
import type { ReplayBundleJson, ReplayEnvironmentJson } from "./replay_bundle_json.ts";
import type { ResultsJson } from "./results_json.ts";
import type { RunJson } from "./run_json.ts";
import type { ShardJson } from "./shard.ts";
import type { SummaryJson } from "./summary_json.ts";

/** One suite as a record tells it. */
export interface RecordedSuite {
  readonly name: string;
  readonly kind: "unit" | "e2e" | "check";
  readonly runner: string;
  readonly required: boolean;
  readonly outcome: SuiteOutcome;
  readonly place: Place | null;
  /** Absolute path of the lines that tell its tests; null where this record has none. */
  readonly testsPath: string | null;
  /** Failing tests told without those lines; complete unless `unnamed` is more than 0. */
  readonly named: readonly RecordedTest[];
  /** Failing tests that are counted and not named, where there are no lines. */
  readonly unnamed: number;
  /** Failing tests by the record's own counts, excused ones included; absent where it does not say. */
  readonly failing?: number;
}

/**
 * A run read back from its files, which a stranger may have written: everything here was checked
 * against its schema, bounded and confined; nothing in it is ever executed.
 */
export interface RecordedRun {
  /** As it was given. */
  readonly given: string;
  /** Absolute path of the file or folder that was read. */
  readonly path: string;
  /** Absolute folder of the run; null for a single file that stands alone. */
  readonly folder: string | null;
  readonly runId: string;
  readonly project: string;
  readonly verdict: string;
  readonly exitCode: number;
  readonly startedAt: string | null;
  /** What a replay wants to be the same; null only for a summary of a gate too old to say it. */
  readonly environment: ReplayEnvironmentJson | null;
  readonly shard: ShardJson | null;
  /** Every suite where results are known; else those that failed. */
  readonly suites: readonly RecordedSuite[];
  /** False where only the failed suites are known: a lone summary or bundle. */
  readonly knowsAllSuites: boolean;
  /** What in the record could not be read and is done without, one sentence each. */
  readonly gaps: readonly string[];
  /** The files themselves, each null where it is not there. */
  readonly files: {
    readonly summary: SummaryJson | null;
    readonly run: RunJson | null;
    readonly results: ResultsJson | null;
    readonly plan: PlanJson | null;
    readonly environment: EnvironmentJson | null;
    readonly bundle: ReplayBundleJson | null;
  };
}
