import * as z from "zod";
import type { GateFault } from "../../model/gate.ts";
import { checkSchema } from "../../model/check_schema.ts";
import { makeFault } from "./collect_faults.ts";
import { valueAt } from "./match_pointer.ts";
import { OWN_SHAPES } from "./own_shapes.ts";
import { tellValue } from "./tell_value.ts";

/** Shape of the id of a schema; one that ends in `.v<n>` has versions. */
export const SchemaId = z.string().min(1).max(200);

/** The codes of everything whose schema is judged. */
export const SCHEMA_CODES = {
  wrong_schema: "Make the artifact with the tool that the gate names, or correct the gate's schema",
  future_schema:
    "The artifact was made by a newer tool than the gate knows: update this tool or the gate's schema",
  malformed_artifact:
    "Correct the artifact where the message says, or mend what writes it and make it anew",
} as const;

/** What a JSON value is judged by. */
export interface SchemaQuestion {
  readonly path: string;
  readonly value: unknown;
  /** Id that is wanted. */
  readonly schema: string;
  /** JSON pointer to where the artifact says its own. */
  readonly at: string;
}

/** Null where the value says this schema's id, and, for a schema of ours, agrees with it. */
export function judgeSchemaId({ path, value, schema, at }: SchemaQuestion): GateFault | null {
  const told = valueAt(value, at);
  const place = { path, at };
  if (told === schema) return judgeOwnShape(path, value, schema);
  if (isLater(told, schema)) {
    const message = `${path} is ${
      tellValue(told)
    }: a later version than ${schema}, which is wanted`;
    return makeFault("future_schema", path, message, place);
  }
  const message = `${path} says ${tellValue(told)} at ${at}; the schema ${schema} is wanted`;
  return makeFault("wrong_schema", path, message, place);
}

/** Many gates look at the same file: what was read once is held against its shape once. */
const CHECKED = new WeakMap<object, { readonly schema: string; readonly error: string | null }>();

function judgeOwnShape(path: string, value: unknown, schema: string): GateFault | null {
  const shape = Object.hasOwn(OWN_SHAPES, schema) ? OWN_SHAPES[schema] : undefined;
  if (shape === undefined || typeof value !== "object" || value === null) return null;
  const known = CHECKED.get(value);
  const checked = known?.schema === schema ? known : checkOnce(shape, value, schema);
  const { error } = checked;
  if (error === null) return null;
  const message = `${path} does not agree with ${schema}: ${error}`;
  const at = /^at (\/\S*):/.exec(error)?.[1] ?? null;
  return makeFault("malformed_artifact", path, message, { path, at });
}

function checkOnce(shape: z.ZodType, value: object, schema: string) {
  const read = checkSchema(shape, value);
  const checked = { schema, error: read.ok ? null : read.error };
  CHECKED.set(value, checked);
  return checked;
}

/** True for the same name with a higher version. */
function isLater(told: unknown, wanted: string): boolean {
  if (typeof told !== "string" || told.length > 200) return false;
  const [theirs, ours] = [told, wanted].map((id) => /^(.*)\.v(\d{1,9})$/s.exec(id));
  return theirs?.[1] !== undefined && theirs[1] === ours?.[1] &&
    Number(theirs[2]) > Number(ours[2]);
}
