import { QaConfig } from "./config.ts";
import type { GateRow } from "./gate.ts";
import { gateSchema } from "./gate_config.ts";
import { jsonSchemaOf } from "./json_schema.ts";
import { WaiverEntry } from "./waiver.ts";

type Schema = Record<string, unknown>;

/**
 * The JSON Schema of `qa.jsonc`, for completion in editors: with every kind of gate of the table, and
 * with waivers as they must be, which the shape that a gate starts with leaves open.
 */
export function configSchema(rows: readonly GateRow[]): Schema {
  const whole = jsonSchemaOf(QaConfig);
  const { gates, waivers, ...rest } = whole["properties"] as Record<string, Schema>;
  const { $schema: _, ...waiver } = jsonSchemaOf(WaiverEntry);
  const definitions: Schema = {};
  const kinds = rows.map((row) => hoist(row.kind, gateSchema(row), definitions));
  const shared = Object.keys(definitions).length === 0 ? {} : { definitions };
  return {
    ...whole,
    properties: {
      ...rest,
      gates: { ...gates, items: { anyOf: kinds } },
      waivers: { ...waivers, items: waiver },
    },
    ...shared,
  };
}

/** Definitions stand at the top of a document; two kinds may call theirs the same. */
function hoist(kind: string, schema: Schema, into: Schema): Schema {
  if (schema["definitions"] === undefined) return schema;
  const text = JSON.stringify(schema).replaceAll('"#/definitions/', `"#/definitions/${kind}_`);
  const { definitions, ...rest } = JSON.parse(text) as Schema & { readonly definitions: Schema };
  for (const [name, one] of Object.entries(definitions)) into[`${kind}_${name}`] = one;
  return rest;
}
