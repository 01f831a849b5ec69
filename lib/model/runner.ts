import type { ReportSource } from "./plan.ts";
import type { TestRecord } from "./test_result.ts";

/** What detection may look at: names of files near the root, and the text of the small marker files. */
export interface ProjectFiles {
  /** Paths relative to the root, `/` between parts, files only, bounded in depth and number. */
  readonly paths: readonly string[];
  /** Text of marker files (`package.json`, `pyproject.toml`, …) by path. */
  readonly texts: Readonly<Record<string, string>>;
}

/** A suite that detection proposes. */
export interface DetectedSuite {
  readonly name: string;
  readonly kind: "unit" | "e2e" | "check";
  readonly runner: string;
  readonly paths: readonly string[];
  /** Only for runners without a command of their own. */
  readonly command: readonly string[] | null;
  /** Folder relative to the root, "." for the root. */
  readonly cwd: string;
  /** One sentence: what was seen and what was chosen. */
  readonly why: string;
}

/** What a row needs to spell a command. */
export interface RunnerRequest {
  readonly paths: readonly string[];
  readonly args: readonly string[];
  /** The user's own command; empty for runners that have one. */
  readonly command: readonly string[];
  /** Path of a report at a fixed place, relative to the root, or null. */
  readonly report: string | null;
}

/** The spelled command: `{report}` stands for the fresh report's path in argv and env. */
export interface RunnerCommand {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly report: ReportSource;
  /** Small files of ours that stand beside the fresh report while it runs: name to text; `{reports}` is their folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What to select: a whole file where only `file` is given, else one test. Fields are as the tool's own report tells them. */
export type TestTarget = Pick<TestRecord, "file" | "class" | "name">;

/** How a tool is told to run only some tests; joined with the suite's own arguments. */
export interface Selection {
  /** Replaces the suite's paths. */
  readonly paths: readonly string[];
  /** Added to the suite's arguments. */
  readonly args: readonly string[];
  /** False when more than what was asked for may run (a whole file, a name that others contain). */
  readonly isExact: boolean;
}

/** How exactly these entries of a listing are run, and no other. */
export interface ListedSelection {
  /** Replaces the suite's paths; null leaves them. */
  readonly paths: readonly string[] | null;
  /** Added to the suite's arguments. */
  readonly args: readonly string[];
  /** Stand beside the fresh report, with those of the command. */
  readonly files?: Readonly<Record<string, string>>;
}

/** How a tool is asked which tests it would run, without running them. */
export interface TestListing {
  readonly command: (request: RunnerRequest) => Pick<RunnerCommand, "argv" | "env" | "files">;
  /** Where it tells them: on standard output, or in a file of this name in `{reports}`. */
  readonly from: "stdout" | { readonly file: string };
  /** Reads what it told; null where that is no listing. Files (with an empty name) or single tests. */
  readonly read: (text: string) => readonly TestTarget[] | null;
  /** Exit codes beside 0 with which it ends a whole listing; absent for none. */
  readonly exitCodes?: readonly number[];
  /** What one entry is; `file` where the tool tells no tests. */
  readonly unit: "test" | "file";
  /** How to run the chosen of all entries and no others; null where the tool cannot be told so exactly. */
  readonly select: (
    chosen: readonly TestTarget[],
    all: readonly TestTarget[],
    request: RunnerRequest,
  ) => ListedSelection | null;
  /** The wider entry that is dealt out where single ones cannot be selected; null: the whole suite. */
  readonly widen: (target: TestTarget) => TestTarget | null;
}

/** What a runner says with an exit code, beyond 0. */
export type ExitMeaning = "tests-failed" | "no-tests" | "usage" | "interrupted" | "internal-error";

/** One test tool: how it is found, run and read. Adding a tool is adding a row and its fixtures. */
export interface RunnerRow {
  readonly id: string;
  readonly title: string;
  /** Suites this tool would run in such a repository; empty when it is not used there. */
  readonly detect: (files: ProjectFiles) => readonly DetectedSuite[];
  readonly command: (request: RunnerRequest) => RunnerCommand;
  /** Exit codes with a meaning of their own. */
  readonly exitCodes: Readonly<Record<number, ExitMeaning>>;
  /** How to run only these files or tests; null for a tool that cannot be told so. */
  readonly select: (targets: readonly TestTarget[]) => Selection | null;
  /** How to ask for its tests; absent for a tool that cannot tell them: its suites are not divided. */
  readonly list?: TestListing;
  /** Arguments for more words about what happens, for a replay with debug output. */
  readonly verbose: readonly string[];
  /** Arguments that make it run one test after the other; null where it cannot be told so. */
  readonly serial: readonly string[] | null;
  /** True when the tool has no command of its own and `command` must be given. */
  readonly needsCommand: boolean;
}
