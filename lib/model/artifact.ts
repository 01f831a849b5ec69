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

/** A family of JSON artifacts of one shape: a file for each part of a run, in a folder of its own. */
export interface ArtifactFamily extends Omit<ArtifactRow, "make"> {
  /** Pure; every file with its path relative to the run's folder, such as `failures/unit.json`. */
  readonly makeAll: (
    record: RunRecord,
  ) => readonly { readonly name: string; readonly value: unknown }[];
}

/** An artifact that only some runs have, without what makes it: that is loaded where it is needed. */
export interface RareArtifact extends Omit<ArtifactRow, "shape" | "make"> {
  /** True for a run that has it. */
  readonly isMade: (record: RunRecord) => boolean;
}

/** A family that only some runs have, without what makes it. */
export interface RareFamily extends Omit<ArtifactFamily, "shape" | "makeAll"> {
  /** Paths of the files that this run has of it, relative to its folder. */
  readonly list: (record: RunRecord) => readonly string[];
}
