import * as z from "zod";
import type { GateRow } from "./gate.ts";
import { jsonSchemaOf } from "./json_schema.ts";

/** What an entry of `gates[]` says whatever its kind; the row of its kind reads the rest. */
export const GateHeadConfig = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
    .describe("unique; letters, digits, dot, dash, underscore"),
  kind: z.string().min(1).describe("which kind of gate it is"),
  blocking: z.boolean().optional()
    .describe("false: its failure is shown and does not decide; true unless said"),
  owner: z.string().min(1).max(200).optional().describe("who answers for it"),
  reproduce: z.string().min(1).max(2000).optional()
    .describe("command that makes its evidence anew, for a person to paste; never run by us"),
  remediation: z.array(z.string().min(1).max(1000)).min(1).max(20).optional()
    .describe("what to do when it fails, one step each"),
});
export type GateHeadConfig = z.infer<typeof GateHeadConfig>;

/** Keys of the head; all others of an entry are read by its kind. */
export const GATE_HEAD_KEYS: readonly string[] = Object.keys(GateHeadConfig.shape);

/** The part of a JSON Schema of an object that a head is added to. */
interface ObjectSchema {
  readonly anyOf?: readonly ObjectSchema[];
  readonly oneOf?: readonly ObjectSchema[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** The JSON Schema (draft 7) of a whole entry of one kind: its head, and what its row accepts beside it. */
export function gateSchema(row: GateRow): Record<string, unknown> {
  const { $schema: _, ...own } = jsonSchemaOf(row.shape);
  const { properties, required } = jsonSchemaOf(GateHeadConfig) as ObjectSchema;
  const kind = { const: row.kind, type: "string", description: row.answers };
  return addHead(own, { properties: { ...properties, kind }, required: required ?? [] });
}

/** Where the kind knows several forms, each of them has the head. */
function addHead(
  own: ObjectSchema,
  head: Required<Pick<ObjectSchema, "properties" | "required">>,
): Record<string, unknown> {
  const { anyOf, oneOf } = own;
  if (anyOf !== undefined) return { ...own, anyOf: anyOf.map((one) => addHead(one, head)) };
  if (oneOf !== undefined) return { ...own, oneOf: oneOf.map((one) => addHead(one, head)) };
  return {
    ...own,
    properties: { ...head.properties, ...own.properties },
    required: [...head.required, ...own.required ?? []],
  };
}
