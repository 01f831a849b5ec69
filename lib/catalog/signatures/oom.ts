import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_ALONE } from "./replay_templates.ts";

const OOM = {
  class: "oom",
  read: ["exit.json", "stderr.log"],
  remedy: [
    "Raise the limit: --memory, or container.memory in qa.jsonc",
    "Run fewer tests at once: --jobs 1, or the tool's own number of workers",
    "Look for the test whose memory grows: run it alone and watch container_stats.jsonl",
  ],
  replay: AGAIN_ALONE,
  disproof: "The same failure with twice the memory, and no kill by the kernel in exit.json",
} as const;

/** Memory ran out: killed by the kernel, or refused by a runtime's own limit. */
export const OOM_ROWS: readonly SignatureRow[] = [
  {
    ...OOM,
    id: "oom-kernel-kill",
    title: "the kernel killed processes of the container for memory",
    texts: [
      { pattern: /\bout of memory: Kill(?:ed)? process \d{1,9} /i, kinds: ["kernel"] },
      { pattern: /^oom-kill:constraint=/, kinds: ["kernel"], weight: 0.8 },
    ],
    artifacts: [
      { artifact: "exit.json", pointer: "/container/trailer/oom_kills", atLeast: 1 },
      { artifact: "exit.json", pointer: "/container/counters/oom_kills", atLeast: 1 },
      { artifact: "exit.json", pointer: "/container/oom_killed", equals: true },
      { artifact: "exit.json", pointer: "/findings/0/class", equals: "oom" },
    ],
    weight: 10,
    specimens: [
      {
        kind: "kernel",
        text:
          "[22852.411733] Memory cgroup out of memory: Killed process 21984 (python3) total-vm:275920kB, anon-rss:29824kB, file-rss:5220kB, shmem-rss:0kB, UID:0 pgtables:124kB oom_score_adj:0",
      },
      {
        text: "",
        exitCode: 137,
        artifacts: { "exit.json": { container: { trailer: { oom_kills: 1 } } } },
      },
    ],
    counterSpecimens: [
      { text: "Killed", exitCode: 137 },
      { text: "", artifacts: { "exit.json": { container: { trailer: { oom_kills: 0 } } } } },
    ],
  },
  {
    ...OOM,
    id: "oom-node-heap",
    title: "V8 reached the limit of its heap",
    texts: [
      { pattern: /^FATAL ERROR: .{0,120}JavaScript heap out of memory/ },
      { pattern: /^Fatal JavaScript out of memory: / },
      { pattern: /\bERR_WORKER_OUT_OF_MEMORY\b/ },
      { pattern: /^RangeError: Array buffer allocation failed/, weight: 0.9 },
    ],
    weight: 9,
    remedy: [
      "Raise V8's limit: NODE_OPTIONS=--max-old-space-size=4096 in the suite's env",
      ...OOM.remedy,
    ],
    specimens: [
      {
        text:
          "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----",
        kind: "stderr",
        exitCode: 134,
      },
      { text: "# Fatal JavaScript out of memory: Reached heap limit", kind: "stderr" },
      { text: "RangeError: Array buffer allocation failed\n    at new ArrayBuffer (<anonymous>)" },
    ],
    counterSpecimens: [{ text: "RangeError: Invalid array length\n    at [eval]:1:1" }],
  },
  {
    ...OOM,
    id: "oom-jvm-heap",
    title: "the JVM could not give memory",
    texts: [
      {
        pattern:
          /^(?:java\.lang\.)?OutOfMemoryError: (?:Java heap space|GC overhead|Metaspace|Compressed class|Direct buffer|Requested array size|Cannot reserve|Map failed)/,
      },
      { pattern: /^There is insufficient memory for the Java Runtime Environment to continue/ },
    ],
    weight: 9,
    remedy: ["Raise the JVM's limit: -Xmx in the build tool's options", ...OOM.remedy],
    specimens: [
      { text: 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space' },
      {
        text:
          "java.lang.OutOfMemoryError: Cannot reserve 2000000000 bytes of direct buffer memory (allocated: 0, limit: 67108864)",
      },
      {
        kind: "stderr",
        text: "# There is insufficient memory for the Java Runtime Environment to continue.",
      },
    ],
    counterSpecimens: [
      {
        text:
          "E       AssertionError: assert 'java.lang.OutOfMemoryError: Java heap space' in 'ok'",
      },
    ],
  },
  {
    ...OOM,
    id: "oom-python-memory-error",
    title: "Python could not allocate memory",
    texts: [
      { pattern: /^MemoryError(?:$|: )/ },
      { pattern: /^(?:[\w.]{1,80}\.)?_ArrayMemoryError: Unable to allocate / },
      { pattern: /^OSError: \[Errno 12\] Cannot allocate memory/, weight: 0.9 },
    ],
    weight: 8,
    specimens: [
      {
        text:
          'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nMemoryError',
      },
      { text: "OSError: [Errno 12] Cannot allocate memory" },
    ],
    counterSpecimens: [{ text: "E       Failed: DID NOT RAISE <class 'MemoryError'>" }],
  },
  {
    ...OOM,
    id: "oom-go",
    title: "the Go runtime could not allocate memory",
    texts: [
      { pattern: /^runtime: out of memory: cannot allocate \d+-byte block/ },
      { pattern: /^fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory)/ },
    ],
    weight: 9,
    specimens: [
      {
        text:
          "runtime: out of memory: cannot allocate 1073741824-byte block (6446317568 in use)\nfatal error: out of memory",
        kind: "stdout",
      },
    ],
    counterSpecimens: [{ text: "fatal error: all goroutines are asleep - deadlock!" }],
  },
  {
    ...OOM,
    id: "oom-native-allocation",
    title: "a native program could not allocate memory",
    texts: [
      { pattern: /\bAllowed memory size of \d{1,15} bytes exhausted/ },
      { pattern: /\bKilled signal terminated program cc1/ },
      { pattern: /\bprocess out of memory$/ },
      { pattern: /^ERROR: {1,2}out of memory/ },
      { pattern: /\bUnable to allocate [\d.]{1,12} [KMGT]iB\b/, weight: 0.9 },
      { pattern: /\bCannot allocate memory\b/, weight: 0.55 },

      { pattern: /^virtual memory exhausted: Cannot allocate memory/ },
      { pattern: /^Could not reserve enough space for / },
      { pattern: /\(NoMemoryError\)$/ },
      { pattern: /\bOOM command not allowed when used memory / },

      { pattern: /^memory allocation of \d{1,15} bytes failed$/ },
      { pattern: /^terminate called after throwing an instance of 'std::bad_alloc'/ },
      { pattern: /^what\(\): {2}std::bad_alloc/, weight: 0.7 },
    ],
    weight: 9,
    specimens: [
      { text: "virtual memory exhausted: Cannot allocate memory", kind: "stderr" },
      { text: "shop_test.rb: failed to allocate memory (NoMemoryError)", kind: "stderr" },

      { text: "memory allocation of 268435456 bytes failed", kind: "stderr", exitCode: 134 },
      {
        text:
          "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc",
        kind: "stderr",
      },
    ],
    counterSpecimens: [
      {
        text:
          "terminate called after throwing an instance of 'std::runtime_error'\n  what():  boom",
      },
    ],
  },
];
