import type { Finding, ROOT_CAUSE_CLASSES } from "./finding.ts";
import type { ContainerSettings, Mount } from "./plan.ts";
import type { SuiteOutcome } from "./outcome.ts";
import type { TestTarget } from "./runner.ts";

/** Every remedy a diagnosis knows; append-only. */
export const REMEDIES = [
  "increase-timeout",
  "stream-and-snapshot",
  "raise-memory",
  "raise-shm",
  "raise-pids",
  "lower-parallelism",
  "fix-mount",
  "fix-workdir",
  "fix-user",
  "quiet-collection",
  "disable-plugins",
  "restrict-collection",
  "bisect-collection",
  "minimal-selection",
  "pre-pull",
  "full-suite",
] as const;

/** One remedy by its name; `full-suite` is the way back. */
export type RemedyId = typeof REMEDIES[number];

/** Everything of an attempt that a remedy can turn; two attempts never have the same. */
export interface AttemptSettings {
  readonly timeoutMs: number;
  readonly memoryBytes: number | null;
  readonly shmSizeBytes: number | null;
  readonly pidsLimit: number | null;
  readonly user: string | null;
  /** Absolute path inside at which the root is mounted. */
  readonly workdir: string;
  /** Absolute path of the project on the host. */
  readonly root: string;
  /** Where the command starts, relative to the root. */
  readonly cwd: string;
  readonly mounts: readonly Mount[];
  readonly pull: ContainerSettings["pull"];
  /** One test after the other. */
  readonly isSerial: boolean;
  /** The tool says as little as it can while it collects. */
  readonly isQuiet: boolean;
  readonly hasPlugins: boolean;
  /** Output unbuffered, more words, frequent process snapshots. */
  readonly isWatched: boolean;
  /** What of the suite is run; null for all of it. */
  readonly targets: readonly TestTarget[] | null;
}

/** Bounds that no attempt goes beyond, from the machine and from what the user allows. */
export interface RemedyCaps {
  readonly attempts: number;
  readonly memoryBytes: number;
  readonly timeoutMs: number;
  readonly shmSizeBytes: number;
  readonly pidsLimit: number;
}

/** What the seed calls success, part by part. */
export interface Reached {
  readonly started: boolean;
  /** The nonce was read through the mount. */
  readonly projectVisible: boolean;
  /** At least one test; for a plain command, its own end. */
  readonly testCompleted: boolean;
  readonly exitRecorded: boolean;
}

/** What one attempt came to, as far as the next step looks at it. */
export interface AttemptResult {
  readonly settings: AttemptSettings;
  readonly outcome: SuiteOutcome;
  readonly reached: Reached;
  /** Surest first; empty where there is nothing to say. */
  readonly findings: readonly Finding[];
  /** Highest use that was seen; null where nobody could see it. */
  readonly memoryPeakBytes: number | null;
  /** False where memory ran out around the container, and not at its own limit. */
  readonly isMemoryOwn: boolean;
  /** How far it came, by lines and completed tests: more is further. */
  readonly progress: number;
  /** Files of tests that a finding blames, as the tool is told them. */
  readonly culprits: readonly string[];
}

/** What a remedy may use beyond the attempts: what the project, its tool and this machine offer. */
export interface RemedyMeans {
  /** True where the tool can be told to run only some of its tests. */
  readonly canSelect: boolean;
  readonly canSerialize: boolean;
  readonly canQuiet: boolean;
  readonly canDropPlugins: boolean;
  readonly canWatch: boolean;
  /** True where the tool can be asked which tests it has. */
  readonly canList: boolean;
  /** Files of tests, the smallest first; empty where nobody knows them. */
  readonly files: readonly string[];
  /** What asking the tool came to: the files that it collects; null before it was asked. */
  readonly collectable: readonly string[] | null;
  /** Mounts as they should be; null where nothing better is known. */
  readonly betterMounts: readonly Mount[] | null;
  readonly betterRoot: string | null;
  readonly betterWorkdir: string | null;
  readonly betterCwd: string | null;
  /** `uid:gid` of whoever owns the project, or "" for the image's own user. */
  readonly betterUser: string | null;
}

/** All that a remedy is chosen from. */
export interface RemedySituation {
  readonly attempts: readonly AttemptResult[];
  readonly caps: RemedyCaps;
  readonly means: RemedyMeans;
}

/** One remedy: what it answers, what it turns, and what would show that it was the wrong one. */
export interface RemedyRow {
  readonly id: RemedyId;
  readonly title: string;
  /** Causes that it answers; rows stand in the order in which they are tried for one cause. */
  readonly answers: readonly (typeof ROOT_CAUSE_CLASSES[number])[];
  /** The settings turned, or half a sentence: why it cannot be applied (any more). */
  readonly apply: (last: AttemptResult, situation: RemedySituation) => AttemptSettings | string;
  /** True for one that needs the tool to be asked first what it collects. */
  readonly needsListing?: true;
  readonly disproof: string;
}

/** What is done after an attempt. */
export type NextStep =
  | {
    readonly kind: "change";
    readonly remedy: RemedyId;
    readonly settings: AttemptSettings;
    /** One sentence: what is turned, from what to what. */
    readonly change: string;
    /** The finding that led to it; null on the way back to the whole suite. */
    readonly because: Finding | null;
    readonly disproof: string;
  }
  /** The tool has to be asked which files it collects; then the step is chosen again. */
  | { readonly kind: "ask-listing" }
  | {
    readonly kind: "stop";
    readonly why: string;
    /** True when something is left that only people can mend. */
    readonly needsPeople: boolean;
  };
