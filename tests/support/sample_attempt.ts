import type { Finding } from "../../lib/model/finding.ts";
import type {
  AttemptResult,
  AttemptSettings,
  RemedyCaps,
  RemedyMeans,
} from "../../lib/model/remedy.ts";

const MEBIBYTE = 1024 ** 2;

/** Settings of a first attempt: the whole suite, small limits. */
export const SAMPLE_SETTINGS: AttemptSettings = {
  timeoutMs: 60_000,
  memoryBytes: 64 * MEBIBYTE,
  shmSizeBytes: null,
  pidsLimit: 64,
  user: null,
  workdir: "/workspace",
  root: "/project",
  cwd: ".",
  mounts: [],
  pull: "missing",
  isSerial: false,
  isQuiet: false,
  hasPlugins: true,
  isWatched: false,
  targets: null,
};

/** A machine with room for some doublings. */
export const SAMPLE_CAPS: RemedyCaps = {
  attempts: 6,
  memoryBytes: 1024 * MEBIBYTE,
  timeoutMs: 3_600_000,
  shmSizeBytes: 512 * MEBIBYTE,
  pidsLimit: 4096,
};

/** A tool that can be told everything, three files of tests, nothing wrong with the folders. */
export const SAMPLE_MEANS: RemedyMeans = {
  canSelect: true,
  canSerialize: true,
  canQuiet: true,
  canDropPlugins: true,
  canWatch: true,
  canList: true,
  files: ["tests/test_a.py", "tests/test_b.py", "tests/test_c.py"],
  collectable: null,
  betterMounts: null,
  betterRoot: null,
  betterWorkdir: null,
  betterCwd: null,
  betterUser: null,
};

/** A finding of this class, as sure as said. */
export function sampleFinding(of: Finding["class"], confidence = 0.9): Finding {
  return { class: of, confidence, message: `it was ${of}`, evidence: [], remedy: "" };
}

/** An attempt in which no test was completed, unless said otherwise. */
export function sampleAttempt(given: Partial<AttemptResult> = {}): AttemptResult {
  return {
    settings: SAMPLE_SETTINGS,
    outcome: "crashed",
    reached: { started: true, projectVisible: true, testCompleted: false, exitRecorded: true },
    findings: [],
    memoryPeakBytes: null,
    isMemoryOwn: true,
    progress: 0,
    culprits: [],
    ...given,
  };
}

/** What a test that was completed has reached. */
export const ALL_REACHED: AttemptResult["reached"] = {
  started: true,
  projectVisible: true,
  testCompleted: true,
  exitRecorded: true,
};
