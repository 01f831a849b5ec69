import * as z from "zod";
import { ReplayJson } from "./replay_json.ts";
import { EXIT_CODES } from "./exit_code.ts";

const PairJson = {
  replay: z.array(z.string()).describe("argv of our own command, from any folder"),
  command: z.string().describe("the same, quoted for sh"),
  powershell: z.string().describe("the same, quoted for PowerShell 5.1 and 7"),
  bare: z.string().nullable().describe("the test tool's own command, quoted for sh"),
  bare_powershell: z.string().nullable(),
};

/** What `replay --json` prints where nothing is run: nothing is left to do, or commands were asked for. */
export const ReplayAnswerJson = z.object({
  schema: z.literal("qa.replay_answer.v1"),
  answer: z.enum(["nothing", "outstanding", "commands"])
    .describe("outstanding: nothing can be run, and something that failed is left"),
  exit_code: z.int().min(0).max(Math.max(...EXIT_CODES.map(({ exit }) => exit))),
  why: z.string(),
  run_ids: z.array(z.string()).describe("of the records, oldest first"),
  records: z.array(z.string()).describe("absolute paths"),
  differences: ReplayJson.shape.differences,
  outstanding: ReplayJson.shape.outstanding,
  outstanding_left_out: z.int().nonnegative(),
  commands: z.array(z.object({
    suite: z.string(),
    scope: z.enum(["tests", "suite"]),
    tests: z.array(z.string()).describe("ids; the first ones"),
    ...PairJson,
    singles: z.array(z.object({ id: z.string(), ...PairJson })).describe("the first tests alone"),
  })).nullable().describe("with --print; null without it"),
});
export type ReplayAnswerJson = z.infer<typeof ReplayAnswerJson>;
