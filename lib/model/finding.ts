import * as z from "zod";

/** Every class of root cause; append-only. */
export const ROOT_CAUSE_CLASSES = [
  "oom",
  "timeout",
  "hang",
  "mount",
  "workdir",
  "discovery",
  "import",
  "missing-dependency",
  "permission",
  "daemon",
  "image",
  "disk-full",
  "process-limit",
  "shared-memory",
  "crash",
  "panic",
  "connection",
  "auth",
  "rate-limit",
  "port-in-use",
  "data",
  "snapshot",
  "flaky",
  "assertion",
  "unknown",
] as const;

/** A recognised cause of a failure, with what proves it and what mends it. */
export const Finding = z.object({
  class: z.enum(ROOT_CAUSE_CLASSES),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  message: z.string().describe("one sentence: what happened"),
  evidence: z.array(z.object({
    source: z.string().describe("file in the run's folder, relative"),
    quote: z.string().describe("what stands there"),
    line: z.int().positive().optional().describe("1-based, where the source has lines"),
  })),
  remedy: z.string().describe("what to do"),
  disproof: z.string().optional().describe("what would show that this is the wrong answer"),
});
export type Finding = z.infer<typeof Finding>;
