import * as z from "zod";
import {
  AnswerJson,
  CountsJson,
  FailureJson,
  FallbackJson,
  FlakyJson,
  NotCheckedJson,
  QuarantinedJson,
  SuiteFindingJson,
} from "./json_parts.ts";
import { MergeJson } from "./merge_json.ts";
import { PROFILES } from "./plan.ts";
import { ReplayEnvironmentJson } from "./replay_bundle_json.ts";
import { ShardJson } from "./shard.ts";
import { SuiteRepeatJson } from "./repeat_json.ts";
import { ReplayJson } from "./replay_json.ts";
import { TRIAGE_STATUSES } from "./triage.ts";

/** `summary.json`: the answer, what failed, and how to run it again; what other programs read first. */
export const SummaryJson = z.object({
  schema: z.literal("qa.summary.v1"),
  run_id: z.string(),
  project: z.string(),
  profile: z.enum(PROFILES),
  ...AnswerJson.shape,
  mode: z.enum(["container", "failsafe", "mixed", "none"]),
  why_this_mode: z.string(),
  fallback: FallbackJson.nullable(),
  failed_names: z.array(z.string()).describe("e2e and check suites that ran and did not pass"),
  failed_unit_names: z.array(z.string()).describe("unit suites that ran and did not pass"),
  passed_suites: z.int().nonnegative(),
  total_suites: z.int().nonnegative(),
  counts: CountsJson,
  failures: z.array(FailureJson).describe("the first ones; all of them are in tests.jsonl"),
  failures_left_out: z.int().nonnegative().describe("failed tests beyond those listed"),
  flaky: z.array(FlakyJson).describe("passed only when tried again; the first ones"),
  quarantined: z.array(QuarantinedJson).describe("failed and excused; the first ones"),
  findings: z.array(SuiteFindingJson),
  not_checked: z.array(NotCheckedJson),
  warnings: z.array(z.string()),
  rerun: z.object({
    argv: z.array(z.string()),
    cwd: z.string().describe("absolute path of the project's root"),
    command: z.string().describe("quoted for sh, works from any folder"),
  }),
  artifacts: z.array(z.object({ name: z.string(), answers: z.string() }))
    .describe("files beside this one"),
  duration_ms: z.number().nonnegative(),
  replay_bundle: z.object({
    path: z.string().describe("relative to the run's folder"),
    one_command_replay: z.string().nullable()
      .describe("quoted for sh, works from any folder; null: nothing failed"),
    environment: ReplayEnvironmentJson,
  }).nullable().default(null),
  shard: ShardJson.nullable().default(null).describe("which part of its plan this run was"),
  triage_diff: z.object({
    status: z.enum(TRIAGE_STATUSES),
    regression_count: z.int().nonnegative(),
    baseline: z.string().describe("run id"),
    path: z.string().describe("relative to the run's folder"),
  }).nullable().default(null).describe("what is new since a baseline; null: none was given"),
  replay: ReplayJson.optional().describe("only of a replay"),
  repeat: z.array(SuiteRepeatJson).optional().describe("only where suites were run several times"),
  merge: MergeJson.optional().describe("only where records were merged"),
});
export type SummaryJson = z.infer<typeof SummaryJson>;

/** The one object that `--json` prints: `summary.json` and the folder that holds everything else. */
export const JsonAnswer = SummaryJson.extend({
  run_folder: z.string().describe("absolute path"),
});
export type JsonAnswer = z.infer<typeof JsonAnswer>;
