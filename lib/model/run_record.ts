import type { SuiteDiagnosis } from "./diagnosis.ts";
import type { Finding } from "./finding.ts";
import type { FlakeAccount } from "./flake.ts";
import type { MergeJson } from "./merge_json.ts";
import type { TestPast } from "./history.ts";
import type {
  CgroupCounters,
  ContainerState,
  LogIntegrity,
  StreamCounters,
  Trailer,
} from "./observation.ts";
import type { Place, SuiteOutcome } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import type { QuarantineAccount } from "./quarantine.ts";
import type { RemoteJson } from "./remote_json.ts";
import type { ReplayOrigin } from "./replay.ts";
import type { SuiteRepeat } from "./repeat.ts";
import type { TestCounts, TestRecord } from "./test_result.ts";
import type { TriageAccount } from "./triage.ts";
import type { Fallback, Verdict } from "./verdict.ts";

/** What is known of a suite's report after it was read. */
export interface ReportSummary {
  /** `none`: the suite has none by design. The rest says why a demanded one does or does not count. */
  readonly status:
    | "none"
    | "whole"
    | "missing"
    | "stale"
    | "empty"
    | "truncated"
    | "malformed"
    | "refused";
  /** Path of our copy, relative to the run's folder, or null. */
  readonly path: string | null;
  readonly problems: readonly string[];
  /** What does not agree with itself in a report that is whole, such as declared numbers. */
  readonly doubts: readonly string[];
  readonly counts: TestCounts;
  readonly declared:
    | { readonly tests: number; readonly failures: number; readonly skipped: number }
    | null;
}

/** Tests that a reader must see by name: the first of each sort in order of the report, at most `FAILURES_KEPT`. */
export interface NamedTests {
  /** Failing and not excused. */
  readonly failures: readonly TestRecord[];
  /** Passed only when they were tried again. */
  readonly flaky: readonly TestRecord[];
  /** Failing, and excused by an entry of the quarantine. */
  readonly quarantined: readonly TestRecord[];
  /** How many failing tests have each fingerprint, those beyond the named ones too; absent: not counted. */
  readonly causes?: Readonly<Record<string, number>>;
}

/** One execution of one suite in one place: what was started, what was seen, what it means. */
export interface Execution extends NamedTests {
  readonly place: Place;
  /** 1-based. */
  readonly attempt: number;
  /** Folder of its files, relative to the run's folder. */
  readonly folder: string;
  /** The command inside its place, `{report}` filled in. */
  readonly argv: readonly string[];
  /** What was really spawned on the host for it (docker's own command line, or the same argv). */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: SuiteOutcome;
  /** One sentence: why this outcome. */
  readonly why: string;
  /** Exit code of the test command; null when there is none (never started, lost). */
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly stdout: StreamCounters;
  readonly stderr: StreamCounters;
  readonly report: ReportSummary;
  readonly findings: readonly Finding[];
  /** Set when the container or its engine was given up. */
  readonly fallback: Fallback | null;
  readonly container: ContainerAccount | null;
}

/** How many tests of each sort an execution keeps in memory; all of them are in `tests.jsonl`. */
export const FAILURES_KEPT = 200;

/** What is known of the container of an execution. */
export interface ContainerAccount {
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  readonly state: ContainerState | null;
  readonly trailer: Trailer | null;
  readonly counters: CgroupCounters | null;
  /** Names of lifecycle events in order of arrival. */
  readonly events: readonly string[];
  /** Numbers of the signals that were sent through the engine, in order. */
  readonly signals: readonly number[];
  /** True when it was started, or our script inside has begun; then tests may have run. */
  readonly hasBegun: boolean;
  /** When the engine first said that it runs, ISO 8601; null when it was not asked in time. */
  readonly firstStartedAt: string | null;
  /** How complete our logs of it are; null when it never ran. */
  readonly log: LogIntegrity | null;
}

/** One suite of a run: every execution, and the one that counts. */
export interface SuiteRecord {
  readonly name: string;
  readonly kind: "unit" | "e2e" | "check";
  readonly runner: string;
  readonly required: boolean;
  readonly outcome: SuiteOutcome;
  readonly why: string;
  /** The place whose answer counts; null when it never ran. */
  readonly place: Place | null;
  readonly executions: readonly Execution[];
  /** What its attempts come to together; absent unless it was tried again. */
  readonly merged?: MergedAttempts;
  /** Ids of the runs whose answers it holds, oldest first; absent unless records were merged. */
  readonly runs?: readonly string[];
  /** What its runs come to together; absent unless it was run several times whatever it answered. */
  readonly repeat?: SuiteRepeat;
  /** Why it did not pass; absent for one that did. */
  readonly diagnosis?: SuiteDiagnosis;
}

/** The attempts of a suite in one place, each test once with all of its tries. */
export interface MergedAttempts extends NamedTests {
  /** How many there were, the first included; also those whose answer was not believed. */
  readonly attempts: number;
  /** Folder of the merged `tests.jsonl`, relative to the run's folder. */
  readonly folder: string;
  readonly counts: TestCounts;
}

/** Something that was meant to be checked and was not. */
export interface NotChecked {
  readonly suite: string;
  /** `all of it`, or what the failsafe form leaves out. */
  readonly what: string;
  readonly why: string;
}

/** The engine and image a run used, resolved once. */
export interface EngineAccount {
  readonly dockerBin: string;
  readonly clientVersion: string;
  readonly serverVersion: string;
  readonly apiVersion: string;
  readonly os: string;
  readonly arch: string;
  /** Reference as configured. */
  readonly image: string;
  /** `sha256:…` of the image's configuration. */
  readonly imageId: string;
  /** `name@sha256:…` when it came from a registry. */
  readonly imageDigests: readonly string[];
}

/** Where it ran, as far as it helps to reproduce. */
export interface HostAccount {
  readonly hostname: string;
  readonly os: string;
  readonly arch: string;
  readonly kernel: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly denoVersion: string;
  /** Name of the CI system, or null. */
  readonly ci: string | null;
  /** Names of variables that were set and may matter; values only where they are not secret. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The commit that was tested. */
export interface GitAccount {
  readonly commit: string;
  readonly branch: string | null;
  readonly dirty: boolean;
}

/** How often a redaction rule fired in one artifact. */
export interface RedactionCount {
  readonly rule: string;
  readonly file: string;
  readonly count: number;
}

/** The one aggregate between doing and showing: every report and artifact is computed from it. */
export interface RunRecord {
  readonly runId: string;
  /** Version of the tool. */
  readonly version: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly durationMs: number;
  /** How our script was called: its own argv without the runtime. */
  readonly invocation: readonly string[];
  /** Absolute folder of this run; below the plan's outputs where it is absent. */
  readonly folder?: string;
  readonly plan: Plan;
  /** Where suites ran; `none` when nothing did. */
  readonly mode: "container" | "failsafe" | "mixed" | "none";
  readonly modeWhy: string;
  readonly fallback: Fallback | null;
  readonly engine: EngineAccount | null;
  readonly git: GitAccount | null;
  readonly host: HostAccount;
  readonly suites: readonly SuiteRecord[];
  readonly counts: TestCounts;
  readonly notChecked: readonly NotChecked[];
  /** What became of every entry of the quarantine. */
  readonly quarantine: readonly QuarantineAccount[];
  readonly warnings: readonly string[];
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** One sentence: why this verdict. */
  readonly why: string;
  readonly redactions: readonly RedactionCount[];
  /** Set for a record that was merged from others. */
  readonly merge?: MergeJson;
  /** Set for a run on several machines: engine, nodes, tasks, and the proof that they are whole. */
  readonly remote?: RemoteJson;
  /** What earlier runs tell of the tests that failed or were unsteady, by id; absent where nobody looked. */
  readonly past?: ReadonlyMap<string, TestPast>;
  /** Tests that are unsteady, by their tries or by their past; absent where nobody looked. */
  readonly flakes?: readonly FlakeAccount[];
  /** Set for a replay: where it comes from, and what is outstanding now that it has run. */
  readonly replay?: ReplayOrigin;
  /** What is new since the baseline that it was compared with; absent where there was none. */
  readonly triage?: TriageAccount;
}
