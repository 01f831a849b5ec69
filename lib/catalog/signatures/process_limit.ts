import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_ALONE } from "./replay_templates.ts";

const LIMIT = {
  class: "process-limit",
  read: ["exit.json", "container_stats.jsonl", "stderr.log"],
  remedy: [
    "Raise the limit: --pids-limit, or --ulimit nofile and nproc",
    "Run fewer tests at once",
    "Look for what is started or opened and never ended or closed",
  ],
  replay: AGAIN_ALONE,
  disproof: "pids_limit_hits is 0 in exit.json, and the count of open files is far from its limit",
} as const;

/** Too many processes, threads or open files. */
export const PROCESS_LIMIT_ROWS: readonly SignatureRow[] = [
  {
    ...LIMIT,
    id: "process-limit-counted",
    title: "the kernel refused processes or threads",
    texts: [],
    artifacts: [
      { artifact: "exit.json", pointer: "/container/trailer/pids_limit_hits", atLeast: 1 },
      { artifact: "exit.json", pointer: "/container/counters/pids_limit_hits", atLeast: 1 },
      { artifact: "exit.json", pointer: "/findings/0/class", equals: "process-limit" },
    ],
    weight: 8,
    specimens: [
      { text: "", artifacts: { "exit.json": { container: { trailer: { pids_limit_hits: 3 } } } } },
    ],
    counterSpecimens: [
      { text: "", artifacts: { "exit.json": { container: { trailer: { pids_limit_hits: 0 } } } } },
    ],
  },
  {
    ...LIMIT,
    id: "process-limit-fork",
    title: "no more processes or threads could be started",
    texts: [
      { pattern: /: can't fork: Resource temporarily unavailable/ },
      { pattern: /\bfork rejected by pids controller\b/, kinds: ["kernel"] },

      { pattern: /^RuntimeError: can't start new thread/ },
      { pattern: /^BlockingIOError: \[Errno 11\] Resource temporarily unavailable/ },
      { pattern: /: (?:\d{1,6}: )?Cannot fork$/ },
      {
        pattern: /: fork: (?:retry: )?(?:Resource temporarily unavailable|Interrupted system call)/,
      },
      { pattern: /\bunable to create (?:new )?native thread\b/ },
      { pattern: /^runtime: failed to create new OS thread \(have \d/ },
      { pattern: /^failed to spawn thread: Os \{ code: 11, kind: WouldBlock/ },
      { pattern: /^(?:Error: )?spawn \S{1,200} EAGAIN/ },
      { pattern: /pthread_create failed \(EAGAIN\)/, weight: 0.8 },
    ],
    weight: 9,
    specimens: [
      { text: "sh: can't fork: Resource temporarily unavailable", kind: "stderr" },

      { text: "RuntimeError: can't start new thread" },
      { text: "BlockingIOError: [Errno 11] Resource temporarily unavailable" },
      { text: "/fk.sh: 0: Cannot fork", kind: "stderr", exitCode: 2 },
      { text: "/fk.sh: fork: retry: Resource temporarily unavailable", kind: "stderr" },
      {
        text:
          'Exception in thread "main" java.lang.OutOfMemoryError: unable to create native thread: possibly out of memory or process/resource limits reached',
      },
      {
        text:
          "runtime: failed to create new OS thread (have 4 already; errno=11)\nruntime: may need to increase max user processes (ulimit -u)\nfatal error: newosproc",
      },
      {
        text:
          'failed to spawn thread: Os { code: 11, kind: WouldBlock, message: "Resource temporarily unavailable" }',
      },
    ],
    counterSpecimens: [
      {
        text:
          'called `Result::unwrap()` on an `Err` value: Os { code: 11, kind: WouldBlock, message: "Resource temporarily unavailable" }',
      },
    ],
  },
  {
    ...LIMIT,
    id: "process-limit-files",
    title: "too many files are open",
    texts: [{ pattern: /\btoo many open files\b/i }],
    weight: 8,
    specimens: [
      { text: "OSError: [Errno 24] Too many open files: '/dev/null'" },
      { text: "Error: EMFILE: too many open files, open '/dev/null'\n    at Object.openSync" },
    ],
    counterSpecimens: [{ text: "FATAL:  sorry, too many clients already" }],
  },
];
