import * as z from "zod";
import { ARTIFACT_FIELDS, PathText } from "./artifact_fields.ts";
import { PointerText } from "./match_pointer.ts";

const Artifact = z.strictObject({
  path: PathText.describe(
    "relative to the bundle: the run's folder, the index's folder, or the root",
  ),
  ...ARTIFACT_FIELDS,
  format: z.enum(["json", "jsonl", "any"]).optional().describe(
    "json: one JSON value; jsonl: one on each line; any: only that it is there. By its name unless said",
  ),
  allow_empty: z.boolean().default(false).describe("true: it may have no bytes"),
});
/** One artifact that a bundle must have. */
export type BundleArtifact = z.infer<typeof Artifact>;

const Index = z.strictObject({
  path: PathText.describe("the JSON file that lists the bundle, relative to the root"),
  ...ARTIFACT_FIELDS,
  list: PointerText.default("/artifacts/*").describe("JSON pointer to every entry"),
  path_at: PointerText.default("/path").describe("pointer within an entry to its path"),
  sha256_at: PointerText.default("/sha256")
    .describe(
      "pointer within an entry to its SHA-256 in hexadecimal; a prefix sha256: may stand before it",
    ),
  size_at: PointerText.optional()
    .describe("pointer within an entry to its size in bytes; not compared unless said"),
  below: z.string().max(4096).optional()
    .describe(
      'folder that listed paths are told from; the folder of the index unless said, "." for the root',
    ),
});
/** An index of another tool. */
export type BundleIndex = z.infer<typeof Index>;

/** Shape of an entry of the kind `evidence-bundle` beside its head. */
export const EvidenceBundleSettings = z.strictObject({
  record: z.string().min(1).max(4096).optional().describe(
    "a run of this tool (latest, a run id, a path): every file of it is held against evidence/index.json",
  ),
  index: Index.optional().describe(
    "the index of another tool: every file that it lists is held against it",
  ),
  artifacts: z.array(Artifact).min(1).max(10_000).describe("what must be there"),
  max_age: ARTIFACT_FIELDS.max_age,
  generated_at: ARTIFACT_FIELDS.generated_at,
  allow_extra: z.boolean().default(false)
    .describe("true: files of a run that its index does not list are only told"),
}).refine(({ record, index }) => record === undefined || index === undefined, {
  message: "a bundle is a record or has an index, not both",
});
/** What an entry of the kind `evidence-bundle` says. */
export type EvidenceBundleSettings = z.infer<typeof EvidenceBundleSettings>;
