import * as z from "zod";

const Words = z.string().trim().min(1).max(1000);
const Globs = z.array(z.string().min(1).max(500)).min(1).max(10_000);

/** A manifest of boundaries: who owns which module, what is deferred, and who must not import whom. */
export const BoundaryJson = z.strictObject({
  $schema: z.string().optional(),
  schema: z.literal("qa.boundary.v1"),
  domains: z.array(z.strictObject({
    name: Words.describe("what banned pairs call it"),
    owner: Words.optional().describe("who answers for it"),
    modules: Globs.describe("paths or globs from the root"),
  })).min(1).max(1000),
  deferred: z.array(z.strictObject({
    modules: Globs.describe("paths or globs from the root"),
    reason: Words.describe("why nobody owns them yet"),
    owner: Words.describe("who decides it"),
    expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/).describe("last day, YYYY-MM-DD in UTC"),
  })).max(1000).optional().describe("modules that no domain owns yet"),
  banned: z.array(z.strictObject({
    from: Words.describe("domain whose modules must not import"),
    to: Words.describe("the domain that they must not import"),
    reason: Words.optional(),
  })).max(10_000).optional(),
});
export type BoundaryJson = z.infer<typeof BoundaryJson>;
