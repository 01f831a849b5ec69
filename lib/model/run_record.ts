import type { Finding } from "./finding.ts";
import type { CgroupCounters, ContainerState, StreamCounters, Trailer } from "./observation.ts";
import type { Place, SuiteOutcome } from "./outcome.ts";
import type { Plan } from "./plan.ts";
import type { TestCounts, TestRecord } from "./test_result.ts";
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
  readonly counts: TestCounts;
  readonly declared:
    | { readonly tests: number; readonly failures: number; readonly skipped: number }
    | null;
}

/** One execution of one suite in one place: what was started, what was seen, what it means. */
export interface Execution {
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
  /** The first failing tests in order of the report, at most `FAILURES_KEPT`. */
  readonly failures: readonly TestRecord[];
  readonly findings: readonly Finding[];
  /** Set when the container or its engine was given up. */
  readonly fallback: Fallback | null;
  readonly container: ContainerAccount | null;
}

/** How many failing tests an execution keeps in memory; all of them are in `tests.jsonl`. */
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
  readonly warnings: readonly string[];
  readonly verdict: Verdict;
  readonly exitCode: number;
  /** One sentence: why this verdict. */
  readonly why: string;
  readonly redactions: readonly RedactionCount[];
}
