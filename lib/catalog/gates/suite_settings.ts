import * as z from "zod";
import { PROFILES } from "../../model/plan.ts";
import { AgeText } from "./judge_age.ts";

/** Shape of an entry of the kind `suite` beside its head. */
export const SuiteSettings = z.strictObject({
  record: z.string().min(1).max(4096).default("latest")
    .describe("the run: latest, a run id, or the path of a run's folder or of a file in it"),
  suites: z.union([z.literal("required"), z.array(z.string().min(1).max(200)).min(1)])
    .default("required")
    .describe(
      'names of suites; "required": every required suite of the run, and the run as a whole',
    ),
  profile: z.enum(PROFILES).optional()
    .describe("the run was made with this profile; any profile unless said"),
  max_age: AgeText.optional()
    .describe("how long ago the run may have started, such as 24h or 7d; not bounded unless said"),
  same_commit: z.boolean().default(true)
    .describe("the run is of the commit of the work tree; false: of any commit"),
  allow_dirty: z.boolean().default(false)
    .describe("true: changes beside the commit, at the time of the run or now, are only told"),
  place: z.enum(["container", "any"]).default("container")
    .describe("container: a run in the failsafe proves nothing; any: it does"),
  allow_flaky: z.boolean().default(false)
    .describe("true: a test that passed only when it was tried again is only told"),
  min_tests: z.int().min(1).max(10_000_000).default(1)
    .describe("tests that must have run in each suite; checks have none"),
});
export type SuiteSettings = z.infer<typeof SuiteSettings>;
