import type * as z from "zod";
import type { RunRecord } from "./run_record.ts";

/** One JSON artifact of a run: its stable file name, the question it answers, its shape, how it is made. */
export interface ArtifactRow {
  readonly name: string;
  /** The schema id, `qa.<name>.v<n>`; also the name of `docs/schemas/<id>.json`. */
  readonly schema: string;
  /** Which question of a reader it answers. */
  readonly answers: string;
  readonly shape: z.ZodType;
  /** Pure; null when this run has no such artifact (`error.json` of a clean run). */
  readonly make: (record: RunRecord) => unknown;
}
