import * as z from "zod";

const Words = z.string().trim().min(1).max(2000);
const Sha = z.string().regex(/^[0-9a-f]{7,64}$/i);
const List = <T extends z.ZodType>(item: T) => z.array(item).max(10_000);

/** Kinds of evidence that show a thing itself. */
export const DIRECT_EVIDENCE = ["command", "artifact", "git", "tracker"] as const;
/** Kinds of evidence that only tell of it. */
export const PROXY_EVIDENCE = ["narrative", "indirect"] as const;

/** What can stop a closeout. */
export const BLOCKER_KINDS = [
  "missing_push",
  "failed_command",
  "proxy_only_evidence",
  "missing_artifact",
  "unresolved_gap",
] as const;

/** The audit of a piece of work that is about to be closed: what was claimed, and what shows it. */
export const CompletionAuditJson = z.object({
  schema: z.literal("qa.completion_audit.v1"),
  generated_at: z.iso.datetime({ offset: true }),
  subject: Words.describe("what is to be closed, such as the name of an issue"),
  commit: Sha.describe("the closeout commit"),
  push: z.object({
    pushed_commit: Sha.nullable().describe("what the remote has; null: it was not pushed"),
    remote: Words.nullable(),
    remote_ref: Words.nullable().describe("such as refs/heads/main"),
  }).nullable().describe("null: it was not pushed"),
  commands: List(z.object({
    id: Words.describe("what evidence calls it"),
    argv: z.array(z.string()).min(1).max(1000).describe("the exact command; never run by the gate"),
    exit_code: z.int().nullable().describe("null: it did not end"),
    transcript: Words.nullable().default(null).describe("path of what it printed"),
  })).describe("everything that was run as proof"),
  artifacts: List(z.object({
    id: Words.describe("what evidence calls it"),
    path: Words.describe("from the root"),
    sha256: z.string().regex(/^[0-9a-f]{64}$/).describe("lower-case hexadecimal"),
  })),
  claims: List(z.object({
    id: Words,
    claim: Words,
    evidence: List(z.object({
      kind: z.enum([...DIRECT_EVIDENCE, ...PROXY_EVIDENCE]),
      ref: Words.describe(
        "id of a command or artifact of this audit, a commit, an issue; or the telling text itself",
      ),
    })),
  })).describe("what is said to be done, each with what shows it"),
  gaps: List(z.object({
    id: Words,
    gap: Words,
    status: z.enum(["open", "closed"]),
    owner: Words.nullable().default(null).describe("who works on it"),
    issue: Words.nullable().default(null).describe("where it is worked on; must be active"),
  })).describe("what is known to be left"),
});
export type CompletionAuditJson = z.infer<typeof CompletionAuditJson>;
