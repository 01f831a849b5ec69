import type {
  AttemptResult,
  AttemptSettings,
  RemedyRow,
  RemedySituation,
} from "../model/remedy.ts";
import type { TestTarget } from "../model/runner.ts";

const MEBIBYTE = 1024 ** 2;
/** What the engine gives where nobody says anything. */
const ENGINE_SHM_BYTES = 64 * MEBIBYTE;

/** Remedies in the order in which they are tried for one cause: what keeps the whole suite comes first. */
export const REMEDY_ROWS: readonly RemedyRow[] = [
  {
    id: "pre-pull",
    title: "fetch the image first",
    answers: ["image"],
    apply: ({ settings }) =>
      settings.pull === "never"
        ? { ...settings, pull: "missing" }
        : "the image was asked for already",
    disproof: "The pull fails, too: then the registry, its name or its rights are at fault",
  },
  {
    id: "fix-mount",
    title: "mount what is really there",
    answers: ["mount", "workdir"],
    apply: ({ settings }, { means }) => {
      const { betterMounts: mounts, betterRoot: root } = means;
      const isNew = mounts !== null && JSON.stringify(mounts) !== JSON.stringify(settings.mounts);
      if (isNew) return { ...settings, mounts };
      if (root !== null && root !== settings.root) return { ...settings, root };
      return "no better folder to mount is known";
    },
    disproof: "The listing from inside still does not show the project's files",
  },
  {
    id: "fix-workdir",
    title: "start where the tests are",
    answers: ["workdir", "mount", "discovery"],
    apply: ({ settings }, { means }) => {
      const { betterWorkdir: workdir, betterCwd: cwd } = means;
      if (workdir !== null && workdir !== settings.workdir) return { ...settings, workdir };
      if (cwd !== null && cwd !== settings.cwd) return { ...settings, cwd };
      return "no better folder to start in is known";
    },
    disproof: "The tool still does not find its files although the listing shows them",
  },
  {
    id: "fix-user",
    title: "run as whoever owns the project",
    answers: ["permission"],
    apply: ({ settings }, { means: { betterUser } }) =>
      betterUser === null ? "the user can use the project" : {
        ...settings,
        user: betterUser === "" ? null : betterUser,
      },
    disproof: "The same path is refused to its owner, too",
  },
  {
    id: "stream-and-snapshot",
    title: "stream the output and take snapshots",
    answers: ["hang", "unknown"],
    apply: ({ settings }, { means }) =>
      means.canWatch && !settings.isWatched
        ? { ...settings, isWatched: true }
        : "it is watched closely already",
    disproof: "It says no more than before although nothing holds its output back",
  },
  {
    id: "increase-timeout",
    title: "increase the timeout",
    answers: ["timeout"],
    apply: increaseTimeout,
    disproof: "With more time it comes no further: then it hangs",
  },
  {
    id: "raise-memory",
    title: "raise the memory limit",
    answers: ["oom"],
    apply: ({ settings, memoryPeakBytes, isMemoryOwn }, { caps }) => {
      const { memoryBytes } = settings;
      if (!isMemoryOwn) return "its own limit was not reached: what holds it has no more";
      if (memoryBytes === null) return "it has no limit of its own: the machine's memory is all";
      const wanted = Math.max(memoryBytes * 2, memoryPeakBytes ?? 0);
      const raised = Math.min(wanted, caps.memoryBytes);
      return raised > memoryBytes
        ? { ...settings, memoryBytes: raised }
        : "the limit is as high as this machine or --max-memory allows";
    },
    disproof: "It is killed at the new limit as well, as early as before: then it leaks",
  },
  {
    id: "raise-shm",
    title: "raise the size of /dev/shm",
    answers: ["shared-memory"],
    apply: ({ settings }, { caps }) => {
      const now = settings.shmSizeBytes ?? ENGINE_SHM_BYTES;
      const shmSizeBytes = Math.min(now * 4, caps.shmSizeBytes);
      return shmSizeBytes > now
        ? { ...settings, shmSizeBytes }
        : "/dev/shm is as large as this machine allows";
    },
    disproof: "It ends by SIGBUS or a full /dev/shm again, although much of it is free",
  },
  {
    id: "raise-pids",
    title: "raise the limit of processes",
    answers: ["process-limit"],
    apply: ({ settings }, { caps }) => {
      if (settings.pidsLimit === null) return "it has no limit of processes";
      const pidsLimit = Math.min(settings.pidsLimit * 4, caps.pidsLimit);
      return pidsLimit > settings.pidsLimit
        ? { ...settings, pidsLimit }
        : "the limit of processes is as high as this machine allows";
    },
    disproof: "The new limit is reached, too: then something forks without end",
  },
  {
    id: "lower-parallelism",
    title: "run one test after the other",
    answers: ["oom", "process-limit", "shared-memory", "timeout"],
    apply: ({ settings }, { means }) =>
      means.canSerialize && !settings.isSerial
        ? { ...settings, isSerial: true }
        : "it runs one test after the other already",
    disproof: "One test alone needs as much",
  },
  {
    id: "restrict-collection",
    title: "leave out the files that cannot be collected",
    answers: ["import", "missing-dependency", "discovery", "crash", "hang"],
    apply: ({ settings, culprits }, { means }) => {
      const targets = culprits.length === 0 ? [] : filesWithout(settings, means.files, culprits);
      return select(settings, means.canSelect, targets);
    },
    disproof: "Other files fail in the same way: then the fault is in what they share",
  },
  {
    id: "disable-plugins",
    title: "leave out the tool's plugins",
    answers: ["discovery", "crash", "import", "unknown"],
    apply: ({ settings }, { means }) =>
      means.canDropPlugins && settings.hasPlugins
        ? { ...settings, hasPlugins: false }
        : "no plugin is loaded by itself",
    disproof: "It fails the same way without any plugin",
  },
  {
    id: "quiet-collection",
    title: "let the tool say less",
    answers: ["discovery"],
    apply: ({ settings }, { means }) =>
      means.canQuiet && !settings.isQuiet
        ? { ...settings, isQuiet: true }
        : "it says no more than it must already",
    disproof: "It fails the same way",
  },
  {
    id: "bisect-collection",
    title: "run only the files that the tool collects",
    answers: ["discovery", "import", "crash", "hang", "timeout", "unknown"],
    needsListing: true,
    apply: ({ settings }, { means }) =>
      select(settings, means.canSelect, (means.collectable ?? []).map(wholeFile)),
    disproof: "Files that are collected alone fail together",
  },
  {
    id: "minimal-selection",
    title: "run a minimal selection",
    answers: [
      ...["oom", "timeout", "hang", "discovery", "import", "missing-dependency", "crash"] as const,
      ...["process-limit", "shared-memory", "disk-full", "panic", "unknown"] as const,
    ],
    apply: ({ settings, culprits }, { means }) => {
      const known = means.collectable?.length ? means.collectable : means.files;
      const file = known.find((one) => !culprits.includes(one)) ?? known[0];
      if (settings.targets?.length === 1) return "a single file is selected already";
      return select(settings, means.canSelect, file === undefined ? [] : [wholeFile(file)]);
    },
    disproof: "The smallest selection fails in the same way: then no test is the cause",
  },
];

/** More time only helps what came further with the time it had. */
function increaseTimeout(
  { settings, progress }: AttemptResult,
  { attempts, caps }: RemedySituation,
): AttemptSettings | string {
  const before = attempts.findLast((one) => one.settings.timeoutMs < settings.timeoutMs);
  if (before !== undefined && progress <= before.progress) {
    return "with more time it came no further";
  }
  const timeoutMs = Math.min(settings.timeoutMs * 2, caps.timeoutMs);
  return timeoutMs > settings.timeoutMs
    ? { ...settings, timeoutMs }
    : "the timeout is as long as --max-timeout allows";
}

function filesWithout(
  { targets }: AttemptSettings,
  files: readonly string[],
  culprits: readonly string[],
): readonly TestTarget[] {
  const now = targets ?? files.map(wholeFile);
  return now.filter(({ file }) => !culprits.includes(file));
}

function select(
  settings: AttemptSettings,
  canSelect: boolean,
  targets: readonly TestTarget[],
): AttemptSettings | string {
  if (!canSelect) return "this tool cannot be told to run only a part";
  if (targets.length === 0) return "no file is known that could be run alone";
  return { ...settings, targets };
}

function wholeFile(file: string): TestTarget {
  return { file, class: "", name: "" };
}
