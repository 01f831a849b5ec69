import * as z from "zod";
import { ARTIFACT_FIELDS, PathText } from "./artifact_fields.ts";
import { PointerText } from "./match_pointer.ts";

const Statuses = z.array(z.union([z.string(), z.boolean()])).min(1);
const CaseId = z.string().min(1).max(2000);

const Summary = z.strictObject({
  path: PathText.describe("the JSON file, relative to the root"),
  ...ARTIFACT_FIELDS,
  list: PointerText.default("/cases/*").describe("JSON pointer to every case"),
  id_at: PointerText.or(z.literal("key")).default("/id")
    .describe(
      'pointer within a case to its id; "key": the cases are fields, and their keys the ids',
    ),
  status_at: PointerText.default("/status")
    .describe('pointer within a case to its status; "" where the case is the status itself'),
  counts: z.strictObject({
    pass: PointerText.optional().describe("how many passed"),
    fail: PointerText.optional().describe("how many failed"),
    not_applicable: PointerText.optional().describe("how many do not apply"),
    total: PointerText.optional().describe("how many there are"),
  }).default({})
    .describe(
      "JSON pointers to the numbers that the summary tells itself; each must be the counted one",
    ),
});
/** A summary of cases, and where in it they are told. */
export type CaseSummary = z.infer<typeof Summary>;

/** Shape of an entry of the kind `must-pass` beside its head. */
export const MustPassSettings = z.strictObject({
  summary: Summary.optional().describe("the conformance summary that tells how each case ended"),
  record: z.string().min(1).max(4096).optional()
    .describe(
      "instead of a summary a run of this tool (latest, a run id, a path): its tests are the cases",
    ),
  suites: z.array(z.string().min(1).max(200)).min(1).optional()
    .describe("of a run, only the tests of these suites; all that tell tests unless said"),
  max_age: ARTIFACT_FIELDS.max_age.describe("of a run: how long ago it may have started"),
  same_commit: z.boolean().default(true)
    .describe("of a run: it is of the commit of the work tree"),
  allow_dirty: z.boolean().default(false)
    .describe("of a run: true: changes beside the commit are only told"),
  cases: z.union([
    z.array(CaseId).min(1).max(100_000),
    z.strictObject({
      path: PathText.describe("a JSON file, relative to the root"),
      list: PointerText.default("/must_pass/*").describe("JSON pointer to every id"),
    }),
  ]).describe("ids of the cases that must pass, or the file that lists them"),
  pass: Statuses
    .default(["pass", "passed", "ok", "expected-failure", "flaky"])
    .describe("statuses that mean passed; in a run, flaky is passed when it was tried again"),
  fail: Statuses
    .default([
      "fail",
      "failed",
      "error",
      "timed-out",
      "timeout",
      "crashed",
      "unexpected-pass",
      "not-run",
    ])
    .describe("statuses that mean failed"),
  not_applicable: Statuses
    .default(["n/a", "na", "not_applicable", "not-applicable", "skip", "skipped"])
    .describe("statuses that mean that the case does not apply"),
  allow_not_applicable: z.boolean().default(false)
    .describe("true: a case that must pass may say that it does not apply"),
  min_pass_rate: z.number().min(0).max(1).optional().describe(
    "of all cases that apply, the share that must pass at least, such as 0.95; not bounded unless said",
  ),
  baseline: PathText.optional().describe(
    "an earlier summary of the same form: every case that passed there and does not now fails the gate",
  ),
}).superRefine(({ summary, record, baseline }, context) => {
  if ((summary === undefined) === (record === undefined)) {
    context.addIssue({ code: "custom", message: "say either summary or record" });
  }
  if (baseline !== undefined && summary === undefined) {
    const message = "a baseline is compared with a summary; of runs the kind baseline judges that";
    context.addIssue({ code: "custom", path: ["baseline"], message });
  }
});
/** What an entry of the kind `must-pass` says. */
export type MustPassSettings = z.infer<typeof MustPassSettings>;
