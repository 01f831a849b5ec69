import * as z from "zod";
import { TRIAGE_STATUSES } from "./triage.ts";

/** How bad an incident is, the worst first. */
export const SEVERITIES = ["SEV-1", "SEV-2", "SEV-3"] as const;
export type Severity = typeof SEVERITIES[number];

/** What each severity means, and how soon somebody must own the incident and say so. */
export const SEVERITY_TABLE: readonly {
  readonly severity: Severity;
  readonly criteria: string;
  /** Null: one business day. */
  readonly minutes: number | null;
  readonly target: string;
}[] = [
  {
    severity: "SEV-1",
    criteria: "a regression on a release branch, or on a branch that is not known",
    minutes: 30,
    target: "30 minutes",
  },
  {
    severity: "SEV-2",
    criteria: "a regression on another branch or a pull request",
    minutes: 240,
    target: "4 hours",
  },
  {
    severity: "SEV-3",
    criteria: "evidence or documents drift, and nothing shows a regression of behaviour",
    minutes: null,
    target: "1 business day",
  },
];

/** What is noted of an incident before it can be closed; `owner` beside them is whoever answers for it. */
export const INCIDENT_PHASES = ["detection", "attribution", "mitigation", "verification"] as const;
/** Everything that `--note` takes. */
export const INCIDENT_NOTES = ["owner", ...INCIDENT_PHASES] as const;
export type IncidentNote = typeof INCIDENT_NOTES[number];

/** What opens an incident. */
export const TRIGGER_CODES = [
  "regression",
  "blocking_gate",
  "uncertified_claim",
  "unreadable_evidence",
] as const;

const Note = z.string().max(4000).nullable();

/** One exit criterion and whether it is met. */
export const CriterionJson = z.object({
  id: z.enum([
    "triage_not_regression",
    "blocking_gates_pass",
    "claims_certified",
    ...INCIDENT_PHASES.map((phase) => `${phase}_recorded` as const),
    "artifacts_attached",
  ]),
  text: z.string().describe("what must be true"),
  status: z.enum(["open", "done"]),
  why: z.string().describe("what was found"),
});
export type CriterionJson = z.infer<typeof CriterionJson>;

/** One file of an incident's evidence. */
export const AttachedJson = z.object({
  name: z.string().describe("what it is called in the runbook"),
  path: z.string().describe("where it stands, or must be put, from the incident's folder"),
  source: z.string().describe("where it was copied from"),
  size_bytes: z.int().nonnegative().nullable(),
  sha256: z.string().nullable().describe("of what is stored; null: missing"),
  missing: z.string().nullable().describe("why it is missing; null: it is there"),
  required: z.boolean().describe("false: the run itself tells that it makes no such file"),
});
export type AttachedJson = z.infer<typeof AttachedJson>;

/** `incident.json`: what happened, how bad it is, who must answer until when, and what closes it. */
export const IncidentJson = z.object({
  schema: z.literal("qa.incident.v1"),
  id: z.string(),
  project: z.string(),
  status: z.enum(["open", "closed"]),
  severity: z.enum(SEVERITIES),
  why: z.string().describe("one sentence: why this severity"),
  opened_at: z.iso.datetime(),
  respond_by: z.iso.datetime().describe("an owner is named and the context is posted until then"),
  responded_at: z.iso.datetime().nullable().describe("when the first note was recorded"),
  closed_at: z.iso.datetime().nullable(),
  branch: z.string().nullable(),
  branch_from: z.string().describe("who told the branch"),
  release_branch: z.boolean(),
  commit: z.string().nullable(),
  run_id: z.string().nullable(),
  verdict_id: z.string().nullable(),
  triggers: z.array(z.object({ code: z.enum(TRIGGER_CODES), what: z.string() })),
  failing_gates: z.array(z.object({
    id: z.string(),
    kind: z.string(),
    detail: z.string(),
    artifacts: z.array(z.string()),
    reproduce_command: z.string(),
  })).describe("blocking gates that fail"),
  triage: z.object({
    status: z.enum(TRIAGE_STATUSES),
    why: z.string(),
    regression_count: z.int().nonnegative(),
    ranked_diagnostics: z.array(z.object({
      rank: z.int().positive(),
      kind: z.string(),
      severity: z.string(),
      id: z.string(),
      why: z.string(),
      replay_command: z.string().nullable(),
    })).describe("the first ten"),
  }).nullable().describe("null: the run was compared with nothing, or it cannot be read"),
  one_command_replay: z.string().nullable(),
  artifacts: z.array(AttachedJson),
  notes: z.object({
    owner: Note,
    detection: Note,
    attribution: Note,
    mitigation: Note,
    verification: Note,
  }),
  checklist: z.array(CriterionJson).describe("as it was judged last"),
  closed_by: z.object({
    run_id: z.string().nullable(),
    verdict_id: z.string(),
    commit: z.string().nullable(),
  }).nullable().describe("the record and the verdict that show that it is over"),
});
export type IncidentJson = z.infer<typeof IncidentJson>;

/** The answer of `--incident --json` where there is no need for one. */
export const NoIncidentJson = z.object({
  schema: z.literal("qa.no_incident.v1"),
  why: z.string(),
  run_id: z.string().nullable(),
  verdict_id: z.string().nullable(),
});
export type NoIncidentJson = z.infer<typeof NoIncidentJson>;
