import type { ContainerConfig, SuiteConfig } from "../model/config.ts";
import type { ParsedFlags } from "../model/flag.ts";
import type { Pointer, ReadConfig } from "../model/read_config.ts";
import type { DetectedSuite, RunnerRow } from "../model/runner.ts";

/** Everything a plan is resolved from; nothing else is looked at. */
export interface PlanInput {
  /** Absolute, real path. */
  readonly root: string;
  /** Name of the root's folder; the project's name unless the configuration says one. */
  readonly cwdName: string;
  readonly flags: ParsedFlags;
  /** The caller's variables; only `QA_…` are read. */
  readonly environment: Readonly<Record<string, string>>;
  readonly config: ReadConfig | null;
  /** Path of the configuration relative to the root, or null. */
  readonly configPath: string | null;
  readonly detected: readonly DetectedSuite[];
  readonly runners: readonly RunnerRow[];
  /** Path of a Dockerfile relative to the root, or null. */
  readonly hasDockerfile: string | null;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** True: suites of all profiles, whatever --suite says; a replay chooses among them by itself. */
  readonly everySuite?: boolean;
}

/** A suite of the configuration, and its place there; -1 for a suite that was detected. */
export interface ConfiguredSuite {
  readonly suite: SuiteConfig;
  readonly index: number;
}

/** A `container` section that may say something, and where it stands. */
export interface Section {
  readonly at: Pointer;
  readonly values: ContainerConfig;
}
