import * as z from "zod";
import { Finding } from "./finding.ts";
import { SUITE_OUTCOMES } from "./outcome.ts";

const Stream = z.object({
  bytes: z.int().nonnegative(),
  lines: z.int().nonnegative(),
  first_output_ms: z.number().nonnegative().nullable().describe("since the start of the suite"),
  last_output_ms: z.number().nonnegative().nullable().describe("since the start of the suite"),
});

const Seal = z.object({
  bytes: z.int().nonnegative(),
  sha256: z.string().nullable().describe(
    "null for an empty or very long stream, or without sha256sum inside",
  ),
}).describe("what the stream held at the end, as measured inside");

/** `exit.json` of one execution: everything that is known of its end. */
export const ExitJson = z.object({
  schema: z.literal("qa.exit.v1"),
  outcome: z.enum(SUITE_OUTCOMES),
  why: z.string(),
  argv: z.array(z.string()),
  exit_code: z.int().nullable().describe("null when it never started, or was lost"),
  signal: z.string().nullable(),
  timed_out: z.boolean(),
  started_at: z.iso.datetime(),
  duration_ms: z.number().nonnegative().describe("by our monotonic clock"),
  stdout: Stream,
  stderr: Stream,
  container: z.object({
    id: z.string(),
    name: z.string(),
    image_id: z.string(),
    status: z.string().nullable().describe(
      "as the engine says it; null when the container is gone",
    ),
    engine_exit_code: z.int().nullable(),
    oom_killed: z.boolean().nullable().describe("the engine's flag, which misses some"),
    error: z.string(),
    trailer: z.object({
      nonce_read: z.boolean().describe("true when something was read through the mount"),
      exit_code: z.int().nullable(),
      oom_kills: z.int().nullable(),
      pids_limit_hits: z.int().nullable(),
      memory_peak_bytes: z.number().nullable(),
      signalled: z.boolean().describe("true when a signal told the tests to end, whoever sent it"),
      spooled: z.boolean().describe("true when the output went to files that no engine can cut"),
      ended_uptime_s: z.number().nullable().describe("end of the tests, seconds since boot"),
      stdout: Seal.nullable(),
      stderr: Seal.nullable(),
    }).nullable().describe("what our script inside the container saw; null without one"),
    counters: z.object({
      memory_peak_bytes: z.number().nullable(),
      memory_limit_bytes: z.number().nullable(),
      oom_kills: z.int().nullable(),
      pids_peak: z.int().nullable(),
      pids_limit_hits: z.int().nullable(),
      cpu_usage_ms: z.number().nullable(),
      cpu_throttled_ms: z.number().nullable(),
    }).nullable().describe(
      "last sample of the control group from the host; null when out of reach",
    ),
    log_integrity: z.object({
      status: z.enum(["complete", "truncated", "unknown"]),
      channel: z.enum(["spool", "attached", "engine-log"]).describe("where our logs come from"),
      bytes: z.record(z.string(), z.int().nonnegative()).describe(
        "bytes of both streams by each channel that was counted; inside: by the script in there",
      ),
      problems: z.array(z.string()).describe("what is missing or disagrees"),
    }).nullable().describe("how complete stdout.log and stderr.log are; null: it never ran"),
    events: z.array(z.string()).describe("lifecycle events in order of arrival"),
  }).nullable().describe("null for a local execution"),
  findings: z.array(Finding),
  oom: z.object({
    verdict: z.enum(["none", "main", "child", "host", "unknown"]).describe(
      "main: the tests' own process; child: another one; host: the machine had no memory left",
    ),
    signals: z.array(z.string()).describe("everything that was weighed, one line each"),
  }).optional().describe("who was killed for memory; only a diagnosis weighs it"),
});
export type ExitJson = z.infer<typeof ExitJson>;
