import * as z from "zod";
import { FALLBACK_REASONS, VERDICTS } from "./verdict.ts";
import { SUITE_OUTCOMES } from "./outcome.ts";
import { ShardJson } from "./shard.ts";
import { TestCounts } from "./test_result.ts";

const place = z.enum(["container", "failsafe"]);

/** What happens during a run, as it happens. */
export const RunEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run-started"),
    run_id: z.string(),
    project: z.string(),
    profile: z.string(),
    mode: z.string(),
    suites: z.array(z.string()),
  }),
  z.object({ type: z.literal("preflight-started"), docker_bin: z.string(), image: z.string() }),
  z.object({
    type: z.literal("image-started"),
    doing: z.enum(["pulling", "building"]),
    image: z.string(),
  }),
  z.object({
    type: z.literal("preflight-passed"),
    engine: z.string(),
    image: z.string(),
    image_id: z.string(),
  }),
  z.object({
    type: z.literal("fallback"),
    reason: z.enum(FALLBACK_REASONS),
    detail: z.string(),
    hint: z.string(),
    // Not `at`: that is the time of every line.
    phase: z.enum(["preflight", "midway"]),
    suites: z.array(z.string()).describe("suites that the failsafe runs instead"),
    not_checked: z.array(z.string()).describe("suites that nothing will check"),
  }),
  z.object({ type: z.literal("suite-listing"), suite: z.string(), place })
    .describe("its tool is asked for its tests, so that they can be dealt out to shards"),
  z.object({
    type: z.literal("sharded"),
    shard: ShardJson,
    suites: z.array(z.string()).describe("those of which this shard runs something"),
  }).describe("what of the plan this run is"),
  z.object({
    type: z.literal("suite-started"),
    suite: z.string(),
    place,
    attempt: z.int(),
    argv: z.array(z.string()),
  }),
  z.object({
    type: z.literal("suite-ended"),
    suite: z.string(),
    place,
    attempt: z.int(),
    outcome: z.enum(SUITE_OUTCOMES),
    exit_code: z.int().nullable(),
    duration_ms: z.number(),
    counts: TestCounts,
    why: z.string(),
  }),
  z.object({
    type: z.literal("suite-retrying"),
    suite: z.string(),
    place,
    attempt: z.int().describe("the one that begins"),
    tests: z.int().describe("how many failed tests it is for"),
    scope: z.enum(["tests", "suite"]).describe("what the tool is told to run"),
  }),
  z.object({
    type: z.literal("suite-repeating"),
    suite: z.string(),
    place,
    attempt: z.int().describe("the run that begins"),
    times: z.int().describe("how many runs are asked for"),
  }),
  z.object({
    type: z.literal("suite-settled"),
    suite: z.string(),
    place,
    attempts: z.int(),
    outcome: z.enum(SUITE_OUTCOMES),
    counts: TestCounts,
    why: z.string(),
  }).describe("what the attempts of a suite come to, or why it is not tried again"),
  z.object({
    type: z.literal("shard-started"),
    shard: z.int(),
    total: z.int().describe("tasks of all, the small ones of the queue included"),
    node: z.string().describe("machine that runs it"),
    life: z.string().describe("container or pod, as the engine calls it"),
    again: z.boolean().describe("true: an earlier one of this shard was lost"),
  }).describe("a shard began on one of many machines"),
  z.object({
    type: z.literal("shard-ended"),
    shard: z.int(),
    total: z.int(),
    node: z.string(),
    life: z.string(),
    outcome: z.enum(SUITE_OUTCOMES).describe("the worst of its suites; lost: it has no answer yet"),
    duration_ms: z.number().nullable(),
    counts: TestCounts,
    why: z.string(),
  }),
  z.object({ type: z.literal("suite-skipped"), suite: z.string(), why: z.string() }),
  z.object({ type: z.literal("warning"), message: z.string() }),
  z.object({ type: z.literal("cancelled"), signal: z.string() }),
  z.object({
    type: z.literal("run-ended"),
    verdict: z.enum(VERDICTS),
    exit_code: z.int(),
    duration_ms: z.number(),
  }),
]);
export type RunEvent = z.infer<typeof RunEvent>;

/** One line of `events.jsonl`: an event with its time by the wall clock and since the start. */
export const RunEventLine = z.intersection(
  z.object({
    schema: z.literal("qa.event.v1"),
    at: z.iso.datetime(),
    ms: z.number().describe("monotonic milliseconds since the start of the run"),
  }),
  RunEvent,
);
