import * as z from "zod";

/** Where the index of a run's evidence stands, relative to the run's folder; it does not list itself. */
export const EVIDENCE_INDEX = "evidence/index.json";

/** `evidence/index.json`: every file of a run's folder with its size and digest, sorted by path. */
export const EvidenceJson = z.object({
  schema: z.literal("qa.evidence.v1"),
  run_id: z.string().describe("the run that made these files"),
  made_at: z.iso.datetime().describe("when they were looked at, after everything else was written"),
  artifacts: z.array(z.object({
    path: z.string().describe("relative to the run's folder, with /"),
    size_bytes: z.int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/).describe("lower-case hexadecimal"),
    kind: z.string().describe("its row in docs/artifacts.md, or other"),
  })),
  left_out: z.array(z.object({
    path: z.string(),
    why: z.string(),
  })).describe("what is there and could not be read; empty in a good run"),
});
export type EvidenceJson = z.infer<typeof EvidenceJson>;
