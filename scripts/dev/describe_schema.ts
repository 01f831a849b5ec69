/** One setting of a configuration as a reader of its documentation sees it. */
export interface SettingRow {
  /** `container.build.context`, `suites[].name`. */
  readonly path: string;
  /** `text`, `number`, `true or false`, `list of text`, accepted words, … */
  readonly type: string;
  readonly meaning: string;
  readonly required: boolean;
}

/** The part of JSON Schema that `z.toJSONSchema` uses for configurations. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly required?: readonly string[];
}

const WORDS: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  integer: "whole number",
  null: "null",
};

/** Every key of a JSON Schema of objects, depth first in the order of the schema. */
export function describeSchema(schema: JsonSchema, prefix = ""): SettingRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const row = {
      path,
      type: formatType(value),
      meaning: value.description ?? "",
      required: schema.required?.includes(key) ?? false,
    };
    return [row, ...describeBelow(value, path)];
  });
}

function describeBelow(schema: JsonSchema, path: string): SettingRow[] {
  if (schema.type === "array" && schema.items) return describeBelow(schema.items, `${path}[]`);
  return [schema, ...schema.anyOf ?? []].flatMap((part) => describeSchema(part, `${path}.`));
}

/** A type in a reader's words. */
export function formatType(schema: JsonSchema): string {
  if (schema.anyOf) return schema.anyOf.map(formatType).join(" or ");
  if (schema.enum) return schema.enum.map((word) => `\`${JSON.stringify(word)}\``).join(", ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.type === "array") return `list of ${formatType(schema.items ?? {})}`;
  if (schema.type === "object") return formatObject(schema);
  if (typeof schema.type === "object") return schema.type.map(formatWord).join(" or ");
  return formatWord(schema.type ?? "anything");
}

function formatWord(type: string): string {
  return WORDS[type] ?? type;
}

function formatObject({ additionalProperties: values }: JsonSchema): string {
  return typeof values === "object" ? `name to ${formatType(values)}` : "object";
}
