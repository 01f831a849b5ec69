import * as z from "zod";

/** What kind of unsteadiness keeps a test in quarantine. */
export const FLAKE_CLASSES = [
  "FLAKE-TIMING",
  "FLAKE-ENV",
  "FLAKE-NET",
  "FLAKE-RES",
  "FLAKE-EXT",
  "FLAKE-LOGIC",
] as const;

/** One entry of `quarantine[]`: tests whose failures do not fail the gate, by whom, why and until when. */
export const QuarantineEntry = z.strictObject({
  id: z.string().min(1).max(1000)
    .describe("pattern over test ids: * stands for any text, ? for one character"),
  class: z.enum(FLAKE_CLASSES).describe("what kind of unsteadiness it is"),
  owner: z.string().min(1).describe("who mends it"),
  reason: z.string().min(1).describe("what is known of it"),
  issue: z.string().min(1).describe("where it is worked on"),
  expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
    .describe("last day on which it excuses, YYYY-MM-DD in UTC"),
});
export type QuarantineEntry = z.infer<typeof QuarantineEntry>;

/** What became of one entry in a run. */
export interface QuarantineAccount {
  readonly entry: QuarantineEntry;
  /** Its last day is over: it excuses nothing any more. */
  readonly isExpired: boolean;
  /** `unknown`: it matched nothing, but not every suite it may mean has told its tests. */
  readonly matched: "yes" | "no" | "unknown";
}
