import type { QuarantineEntry } from "./quarantine.ts";
import type { RemoteRequest } from "./remote_plan.ts";
import type { ReplayOrigin } from "./replay.ts";
import type { ShardJson, ShardRequest } from "./shard.ts";

/** Which of the suites are meant; `full` unless said. */
export const PROFILES = ["quick", "focused", "ci", "full"] as const;
export type Profile = typeof PROFILES[number];

/** Which place a user asks for. */
export const MODES = ["auto", "container", "failsafe"] as const;
export type Mode = typeof MODES[number];

/** A folder or file of the host that is seen inside the container. */
export interface Mount {
  /** Absolute, real path on the host. */
  readonly source: string;
  /** Absolute path inside the container. */
  readonly target: string;
  readonly readOnly: boolean;
}

/** How an image is made. Paths are absolute. */
export interface BuildSettings {
  readonly context: string;
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly args: Readonly<Record<string, string>>;
}

/** Where and under which limits a suite runs; null means "the engine's default". */
export interface ContainerSettings {
  /** Reference to run; null when `build` makes it. */
  readonly image: string | null;
  readonly build: BuildSettings | null;
  readonly timeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  readonly graceMs: number;
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  readonly shmSizeBytes: number | null;
  readonly pidsLimit: number | null;
  /** Capabilities beyond the few that tests need, such as `NET_RAW`; all others are dropped. */
  readonly capAdd: readonly string[];
  /** True: programs may gain rights by setuid (sudo inside the container). */
  readonly newPrivileges: boolean;
  /** True: a socket of the engine may be mounted; whoever has it owns the machine. */
  readonly allowEngineSocket: boolean;
  /** Name to `soft[:hard]`. */
  readonly ulimits: Readonly<Record<string, string>>;
  readonly network: string | null;
  readonly user: string | null;
  /** Absolute path in the container at which the root is mounted and the suites start. */
  readonly workdir: string;
  /** Further mounts; the root itself is not among them. */
  readonly mounts: readonly Mount[];
  /** Name to value; null passes the caller's own value on. */
  readonly env: Readonly<Record<string, string | null>>;
  readonly pull: "always" | "missing" | "never";
  readonly dockerBin: string;
}

/** Where the tests of a command are told: a file, its own output, or nowhere (exit code only). */
export type ReportSource =
  /** `path` is `{report}` (a fresh path of ours) or a path relative to the root. */
  | {
    readonly from: "file";
    readonly path: string;
    readonly format: ReportFormat;
    /** Where the tests that were begun are told while they run, for a tool whose report needs its end. */
    readonly progress?: { readonly path: string; readonly format: ReportFormat };
  }
  | { readonly from: "stdout"; readonly format: ReportFormat }
  | { readonly from: "nowhere" };

/** Formats of reports that can be read. */
export const REPORT_FORMATS = [
  "junit",
  "libtest",
  "progress",
  "go-test",
  "tap",
  "reporter",
  "deno",
] as const;
export type ReportFormat = typeof REPORT_FORMATS[number];

/** One command that runs a suite in one place. */
export interface SuiteCommand {
  /** `{report}` anywhere in an argument stands for the path of the fresh report. */
  readonly argv: readonly string[];
  /** Name to value (`{report}` as in argv); null passes the caller's own value on. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Names in `env` whose values are the runner's own and may be shown; absent for none. */
  readonly ownEnv?: readonly string[];
  /** Small files of ours that stand beside the fresh report; absent for none. `{reports}` is their folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Relative to the root; "." for the root. */
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly report: ReportSource;
  /** What it was spelled from, so that it can be spelled anew for some of its tests; absent: only the whole. */
  readonly request?: CommandRequest;
}

/** The words from which the row of a runner spells a command. */
export interface CommandRequest {
  /** Id of the row; a reduced form may have another one than its suite. */
  readonly runner: string;
  readonly paths: readonly string[];
  readonly args: readonly string[];
  readonly command: readonly string[];
  readonly report: string | null;
}

/** One suite of a plan: who it is, how it runs in each place, and what it waits for. */
export interface PlannedSuite {
  readonly name: string;
  readonly kind: "unit" | "e2e" | "check";
  /** Id of the row in the table of runners. */
  readonly runner: string;
  readonly required: boolean;
  readonly needs: readonly string[];
  /** How often it may be tried again. */
  readonly retries: number;
  /** Settings of its container; null when the plan has no container at all. */
  readonly container: ContainerSettings | null;
  /** The full form; also used locally when `failsafe` is this very command. */
  readonly full: SuiteCommand;
  /** The reduced form without a container, or null when it has none. */
  readonly failsafe: SuiteCommand | null;
}

/** A suite that is known and was left out on purpose, with the reason in words. */
export interface LeftOut {
  readonly suite: string;
  readonly why: string;
}

/** Where a setting came from; `where` is a flag, a variable, or `qa.jsonc:line`. */
export interface SettingSource {
  readonly name: string;
  readonly value: string;
  readonly from: "flag" | "environment" | "record" | "config" | "detected" | "default";
  readonly where: string;
}

/** Everything a run is going to do, as a value. */
export interface Plan {
  readonly project: string;
  /** Absolute, real path. */
  readonly root: string;
  /** Absolute path. */
  readonly outputs: string;
  readonly profile: Profile;
  readonly mode: Mode;
  readonly jobs: number;
  /** With more failed tests than this, a suite is not tried again. */
  readonly maxRerunFailures: number;
  readonly failOnFlaky: boolean;
  readonly failFast: boolean;
  /** For the whole run, milliseconds; null for none. */
  readonly deadlineMs: number | null;
  readonly quarantine: readonly QuarantineEntry[];
  /** Settings shared by all suites; null when no image is known. */
  readonly container: ContainerSettings | null;
  readonly failsafePolicy: "accept" | "strict";
  readonly requireContainer: boolean;
  readonly suites: readonly PlannedSuite[];
  readonly leftOut: readonly LeftOut[];
  /** What was detected and chosen, one sentence each. */
  readonly notes: readonly string[];
  readonly sources: readonly SettingSource[];
  /** Path of the configuration file relative to the root, or null when detected. */
  readonly configPath: string | null;
  /** SHA-256 of the configuration that was resolved, hexadecimal; "" until it is computed. */
  readonly configDigest: string;
  /** Set where only a part is to run; what exactly is known once the tests are. */
  readonly shardRequest?: ShardRequest;
  /** The part that this plan is; absent for the whole. */
  readonly shard?: ShardJson;
  /** Set where all of it is run on several machines. */
  readonly remote?: RemoteRequest;
  /** Set for a plan that was made from records of earlier runs. */
  readonly replay?: ReplayOrigin;
  /** Path of the history, or `off`; beside the results where absent. */
  readonly history?: string;
  /** How often every suite is run, whatever it answers; once where absent. */
  readonly repeat?: number;
}
