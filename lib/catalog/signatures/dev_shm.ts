import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_WHOLE } from "./replay_templates.ts";

const SHARED = {
  class: "shared-memory",
  read: ["exit.json", "stderr.log", "container_create.json"],
  remedy: [
    "Give it more: --shm-size 1g, or container.shm_size in qa.jsonc",
    "Browsers: --disable-dev-shm-usage lets them use /tmp instead",
    "Unlink shared memory that earlier tests left in /dev/shm",
  ],
  replay: AGAIN_WHOLE,
  disproof: "df /dev/shm shows room inside the container while the test runs",
} as const;

/** /dev/shm is full, too small or not there. */
export const SHARED_MEMORY_ROWS: readonly SignatureRow[] = [
  {
    ...SHARED,
    id: "shared-memory-full",
    title: "/dev/shm is full or cannot be used",
    texts: [
      { pattern: /^sl = self\._semlock = _multiprocessing\.SemLock\(/, weight: 0.8, source: true },
      { pattern: /^SemLock\.__init__\(self, /, weight: 0.6, source: true },

      {
        pattern: /\/dev\/shm\b.{0,120}(?:No space left|Read-only|No such file|Permission denied)/i,
      },
      { pattern: /(?:No space left|Read-only|No such file).{0,100}\/dev\/shm\b/i },
    ],
    weight: 9,
    specimens: [
      { text: "dd: error writing '/dev/shm/x': No space left on device", kind: "stderr" },
    ],
    counterSpecimens: [{ text: "OSError: [Errno 28] No space left on device" }],
  },
  {
    ...SHARED,
    id: "shared-memory-bus-error",
    title: "a write to a mapping had no memory behind it",
    texts: [
      { pattern: /^(?:\S{1,100}: line \d{1,6}: +\d{1,9} )?Bus error\b/ },
      { pattern: /^Fatal Python error: Bus error/ },
    ],
    exitCodes: [135],
    signals: ["SIGBUS"],
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "shared-memory" }],
    weight: 6,
    specimens: [
      { text: "bash: line 1: 20603 Bus error               ./c u", kind: "stderr", exitCode: 135 },
      { text: "", exitCode: 135 },
    ],
    counterSpecimens: [{ text: "", exitCode: 139 }],
  },
];
