import * as z from "zod";

/** The section `incident` of `qa.jsonc`. */
export const IncidentConfig = z.strictObject({
  artifacts: z.array(z.string().min(1).max(500)).max(200).optional()
    .describe("further files that belong to the evidence of every incident, from the root"),
  release_branches: z.array(z.string().min(1).max(200)).min(1).max(50).optional()
    .describe(
      "globs of branches on which a regression is SEV-1; main, master, release/** unless said",
    ),
});
export type IncidentConfig = z.infer<typeof IncidentConfig>;
