import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN_LOUDLY } from "./replay_templates.ts";

const CRASH = {
  class: "crash",
  read: ["exit.json", "stderr.log", "journal.jsonl"],
  remedy: [
    "Read the last lines of its output: faulthandler, a sanitizer or the runtime says where it was",
    "Run the one test under a debugger, or with a sanitizer",
    "Suspect native extensions first, and what changed in them",
  ],
  replay: AGAIN_LOUDLY,
  disproof: "exit.json shows neither a signal nor an exit code above 128, or the signal was ours",
} as const;

/** A process was ended by a signal. */
export const CRASH_ROWS: readonly SignatureRow[] = [
  {
    ...CRASH,
    id: "crash-signal",
    title: "a test process was ended by a signal",
    // An assertion of C ends its process the same way.
    texts: [{ pattern: /: Assertion `.{1,300}' failed\.$/, weight: -0.8 }],
    exitCodes: [132, 134, 136, 139],
    signals: ["SIGSEGV", "SIGABRT", "SIGILL", "SIGFPE", "SIGSYS", "SIGTRAP"],
    artifacts: [{ artifact: "exit.json", pointer: "/findings/0/class", equals: "crash" }],
    weight: 5,
    specimens: [{ text: "", exitCode: 139 }, { text: "", signal: "SIGABRT" }],
    counterSpecimens: [
      { text: "", exitCode: 137 },
      { text: "", exitCode: 1 },
      { text: "", signal: "SIGTERM" },
    ],
  },
  {
    ...CRASH,
    id: "crash-told",
    title: "a runtime, a shell or the kernel tells of a crash",
    texts: [
      { pattern: /\[BUG\] Segmentation fault\b/ },
      { pattern: /\bjest worker process .{0,40}was terminated by another process: signal=/ },
      { pattern: /\b(?:Target|Page|Browser) crashed\b/ },
      { pattern: /\bcore dumped\)/ },
      {
        pattern:
          /\b(?:terminated|killed|exited|failed) (?:by|with|due to) signal:? "?(?:SIGSEGV|SIGABRT|SIGBUS|SIGILL|SIGKILL|11|6)\b/i,
      },

      { pattern: /^(?:SIGSEGV|SIGABRT|SIGBUS|SIGILL|SIGFPE): \w/ },

      {
        pattern:
          /^Fatal Python error: (?:Segmentation fault|Aborted|Illegal instruction|Floating point|Floating-point)/,
      },
      {
        pattern:
          /^(?:\S{1,100}: line \d{1,6}: +\d{1,9} )?(?:Segmentation fault|Aborted|Illegal instruction|Floating point exception)\b/,
      },
      { pattern: /^(?:# )?A fatal error has been detected by the Java Runtime Environment/ },
      { pattern: /^(?:# )?SIG(?:SEGV|BUS|FPE|ILL) \(0x[\da-f]{1,4}\) at pc=/, weight: 0.8 },
      { pattern: /\]: segfault at [\da-f]{1,16} ip /, kinds: ["kernel"] },
      { pattern: /segfault at [\da-f]{1,16} ip [\da-f]{1,16} sp /, kinds: ["kernel"], weight: 0.5 },
      {
        pattern:
          /^(?:worker|\[gw\d{1,4}\] node down|replacing crashed worker).{0,40}crashed while running '/,
      },
      {
        pattern:
          /^(?:[\w.]{1,80}\.)?BrokenProcessPool: A process in the process pool was terminated abruptly/,
      },
      {
        pattern:
          /^terminate called (?:after throwing an instance of '(?!std::bad_alloc)|without an active exception)/,
      },
      { pattern: /^thread caused non-unwinding panic\. aborting/ },
      { pattern: /^thread '.{1,200}' .{0,20}has overflowed its stack/ },
      { pattern: /^fatal runtime error: stack overflow/ },
      { pattern: /\(signal: \d{1,2}, SIG(?:SEGV|ABRT|BUS|ILL|FPE)\b/ },
      { pattern: /^Assertion `.{1,300}' failed\.$/, weight: 0.5 },
    ],
    weight: 8,
    specimens: [
      { text: "SIGSEGV: segmentation violation\nPC=0x4034ae m=0 sigcode=0", runner: "go" },

      { text: "Fatal Python error: Segmentation fault", kind: "stderr", exitCode: 139 },
      { text: "bash: line 1: 20585 Segmentation fault      ./c s", kind: "stderr" },
      { text: "bash: line 1: 20589 Aborted                 ./c b", kind: "stderr" },
      {
        text:
          "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n#  SIGSEGV (0xb) at pc=0x00007fb1386d2f94, pid=20517, tid=20519",
      },
      {
        kind: "kernel",
        text:
          "[22844.346564] c[20585]: segfault at 0 ip 000055c18643220b sp 00007ffe51f0cbc0 error 6 in c[120b,55c186432000+1000] likely on CPU 0 (core 0, socket 0)",
      },
      { text: "worker 'gw0' crashed while running 'test_xd.py::test_k'" },
      {
        text:
          "concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.",
      },
      {
        text:
          "terminate called after throwing an instance of 'std::runtime_error'\n  what():  boom",
        kind: "stderr",
      },
      {
        text:
          "thread 'main' (12597) has overflowed its stack\nfatal runtime error: stack overflow, aborting",
        kind: "stderr",
      },
    ],
    counterSpecimens: [
      { text: "E       AssertionError: 'HTTP Error 401: Unauthorized' != 'ok'" },
      { text: "terminate called after throwing an instance of 'std::bad_alloc'" },
    ],
  },
  {
    ...CRASH,
    id: "crash-heap-corruption",
    title: "memory was misused and the C library or a sanitizer noticed",
    texts: [
      { pattern: /^\S{1,200}:\d{1,7}:\d{1,5}: runtime error: / },
      { pattern: /^={2}\d{1,9}={2} ERROR SUMMARY: [1-9]/ },

      {
        pattern:
          /^free\(\): (?:double free detected|invalid pointer|invalid size|invalid next size)/,
      },
      {
        pattern:
          /^(?:malloc\(\)|malloc_consolidate\(\)|corrupted size|munmap_chunk\(\)|realloc\(\)): (?:corrupted|invalid|memory corruption|unaligned|mismatching|vs)/,
      },
      { pattern: /^\*{3} (?:stack smashing|buffer overflow) detected \*{3}/ },
      { pattern: /^={2}\d{1,9}={2} ?ERROR: (?:Address|Leak|Memory|Thread)Sanitizer: / },
      {
        pattern: /^SUMMARY: (?:Address|Leak|Memory|Thread|UndefinedBehavior)Sanitizer: /,
        weight: 0.8,
      },
      { pattern: /^={2}\d{1,9}={2} Process terminating with default action of signal \d{1,2}/ },
    ],
    weight: 9,
    specimens: [
      {
        text:
          "shop.c:8:58: runtime error: signed integer overflow: 2147483647 + 1 cannot be represented in type 'int'",
        kind: "stderr",
      },
      {
        text: "==15892== ERROR SUMMARY: 1 errors from 1 contexts (suppressed: 0 from 0)",
        kind: "stderr",
      },

      { text: "free(): double free detected in tcache 2", kind: "stderr", exitCode: 134 },
      { text: "malloc(): corrupted top size", kind: "stderr", exitCode: 134 },
      { text: "*** stack smashing detected ***: terminated", kind: "stderr", exitCode: 134 },
      {
        text:
          "==20613==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x602000000024 at pc 0x55854a41b1ba bp 0x7ffd9f876ce0 sp 0x7ffd9f876cd8",
        kind: "stderr",
      },
    ],
    counterSpecimens: [{ text: "memory allocation of 268435456 bytes failed", kind: "stderr" }],
  },
  {
    ...CRASH,
    id: "crash-stack-overflow",
    title: "a recursion without end",
    texts: [
      { pattern: /^RecursionError: maximum recursion depth exceeded/ },
      { pattern: /^RangeError: Maximum call stack size exceeded/ },
      { pattern: /^(?:java\.lang\.)?StackOverflowError(?:$|:)/ },
      { pattern: /^runtime: goroutine stack exceeds \d{1,12}-byte limit/ },
      { pattern: /^fatal error: stack overflow/ },
    ],
    remedy: ["Look at the frames that repeat in the trace: the recursion has no end there"],
    weight: 7.5,
    specimens: [
      { text: "RecursionError: maximum recursion depth exceeded" },
      { text: "RangeError: Maximum call stack size exceeded\n    at f ([eval]:1:12)" },
      { text: 'Exception in thread "main" java.lang.StackOverflowError' },
      {
        text: "runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow",
      },
    ],
    counterSpecimens: [{ text: "RangeError: Invalid array length\n    at [eval]:1:1" }],
  },
];
