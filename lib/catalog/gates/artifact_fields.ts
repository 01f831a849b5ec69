import * as z from "zod";
import { AGE_CODES, AGE_FIELDS } from "./judge_age.ts";
import { SCHEMA_CODES, SchemaId } from "./judge_schema_id.ts";
import { PointerText } from "./match_pointer.ts";
import { INPUT_CODES } from "./read_input.ts";

/** Shape of the path of a file that a gate reads. */
export const PathText = z.string().min(1).max(4096);

/** The fields of an entry that reads one JSON artifact, beside its path. */
export const ARTIFACT_FIELDS = {
  schema: SchemaId.optional().describe(
    "id of its schema, such as acme.sweeps.v1; a later version than that is a failure of its own, " +
      "and an artifact of this tool is held against its published schema",
  ),
  schema_at: PointerText.default("/schema")
    .describe("JSON pointer to the field that says the id of its schema"),
  ...AGE_FIELDS,
} as const;

/** The codes of everything that reads a JSON artifact. */
export const ARTIFACT_CODES = { ...INPUT_CODES, ...SCHEMA_CODES, ...AGE_CODES } as const;
