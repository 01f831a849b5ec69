import * as z from "zod";
import { PromotionJson } from "./full_verdict_json.ts";
import { GATE_STATUSES } from "./full_verdict.ts";

/** `certification_dossier.json`: whether this state is certified, what speaks against it, and from which files. */
export const CertificationDossierJson = z.object({
  schema: z.literal("qa.certification_dossier.v1"),
  verdict_id: z.string(),
  project: z.string(),
  overall_verdict: z.enum(["CERTIFIED", "NOT_CERTIFIED"]),
  requested: z.boolean().describe("false: nobody asked, so it is not certified"),
  reasons: z.array(z.string()).describe("why not; none where it is certified"),
  generated_at: z.iso.datetime(),
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
  promotion: PromotionJson,
  gates: z.array(z.object({
    id: z.string(),
    kind: z.string(),
    status: z.enum(GATE_STATUSES),
    detail: z.string(),
  })),
  artifacts: z.array(z.object({
    path: z.string(),
    size_bytes: z.int().nonnegative(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  })).describe("files that were read for it; none where it was not asked for"),
});
export type CertificationDossierJson = z.infer<typeof CertificationDossierJson>;
