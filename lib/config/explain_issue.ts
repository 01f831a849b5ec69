import { QaConfig } from "../model/config.ts";
import type { Pointer } from "../model/read_config.ts";
import { nearestSpelling } from "../model/spelling.ts";

/** What the schema holds against a value. */
type Issue = NonNullable<ReturnType<typeof QaConfig.safeParse>["error"]>["issues"][number];

/** How values are spelled whose type alone says too little, by the last key. */
const SPELLINGS: Readonly<Record<string, string>> = {
  name: "at most 64 letters, digits, dots, dashes and underscores, a letter or digit first",
  timeout: "seconds above 0, or a text such as 90s, 10m, 1h30m",
  deadline: "seconds above 0, or a text such as 90s, 10m, 1h30m",
  expires: "a day written as YYYY-MM-DD, such as 2027-01-31",
  grace: "seconds above 0, or a text such as 90s, 10m, 1h30m",
  memory: "bytes above 0, or a text such as 512m, 2g",
  shm_size: "bytes above 0, or a text such as 512m, 2g",
};

/** One thing wrong with a configuration: where it stands, what it is, what is accepted instead. */
export interface ConfigFault {
  readonly pointer: Pointer;
  /** True when the key itself is wrong, not its value. */
  readonly atKey?: boolean;
  readonly message: string;
  readonly hint: string;
}

/** The parts of a JSON Schema that say what is accepted. */
export interface Accepted {
  /** A part that stands elsewhere, such as `#/definitions/rule`: shapes that hold themselves have some. */
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Accepted>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Accepted>>;
  readonly additionalProperties?: Accepted | boolean;
  readonly items?: Accepted;
  readonly anyOf?: readonly Accepted[];
  readonly oneOf?: readonly Accepted[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** What an issue is explained by. */
export interface ExplainOptions {
  /** Of the whole value, made only where there is something to explain; that of `qa.jsonc` unless said. */
  readonly schema?: () => Accepted;
  /** Words for values whose type alone says too little, by their key. */
  readonly spellings?: Readonly<Record<string, string>>;
}

/** Says in our own words what the schema holds against a value: the offending text and what is accepted. */
export function explainIssue(
  issue: Issue,
  value: unknown,
  { schema = schemaOf, spellings = SPELLINGS }: ExplainOptions = {},
): ConfigFault {
  const deepest = deepestIssue(issue, valueAt(value, pointerOf(issue)));
  const pointer = [...pointerOf(issue), ...(deepest === issue ? [] : pointerOf(deepest))];
  const accepted = acceptedAt(schema(), pointer);
  if (deepest.code === "unrecognized_keys") {
    const properties = propertiesOf(accepted, valueAt(value, pointer));
    return explainKey([...pointer, deepest.keys[0] ?? ""], Object.keys(properties));
  }
  // A rule of our own says in its own words what it misses.
  if (deepest.code === "custom" && deepest.message !== "Invalid input") {
    return { pointer, message: `${nameOf(pointer)}: ${deepest.message}`, hint: "Correct it" };
  }
  const given = valueAt(value, pointer);
  const spelled = accepted?.enum === undefined ? spellings[String(pointer.at(-1))] : undefined;
  const expected = spelled ?? (accepted === null ? deepest.message : wordsOf(accepted));
  if (given === undefined) {
    return { pointer, message: `${nameOf(pointer)} is missing`, hint: `It is ${expected}` };
  }
  const near = typeof given === "string" ? nearestSpelling(given, choicesOf(accepted)) : null;
  const hint = near === null ? `Accepted: ${expected}` : `Did you mean "${near}"? ${expected}`;
  return { pointer, message: `${nameOf(pointer)} is ${quote(given)}, which is not accepted`, hint };
}

function explainKey(pointer: Pointer, keys: readonly string[]): ConfigFault {
  const key = String(pointer.at(-1));
  const near = nearestSpelling(key, keys);
  const parent = pointer.slice(0, -1);
  const where = parent.length === 0 ? "" : ` of ${nameOf(parent)}`;
  const accepted = `Accepted keys: ${keys.join(", ")}`;
  return {
    pointer,
    atKey: true,
    message: `Unknown key ${quote(key)}${where}`,
    hint: near === null ? accepted : `Did you mean "${near}"? ${accepted}`,
  };
}

/** Of a union's branches, the one that fits the kind of value given tells the most. */
function deepestIssue(issue: Issue, given: unknown): Issue {
  if (issue.code !== "invalid_union" || typeof given !== "object" || given === null) return issue;
  const branches = issue.errors.map((errors) => errors[0]).filter((one) => one !== undefined);
  return branches.find((one) => one.code !== "invalid_type" || one.path.length > 0) ?? issue;
}

function acceptedAt(schema: Accepted, pointer: Pointer): Accepted | null {
  let here: Accepted | undefined = schema;
  for (const part of pointer) {
    const children: readonly Accepted[] = branchesOf(here)
      .flatMap((branch) => childOf(branch, part) ?? []);
    // The word that tells the branches of a union apart: every one of them is accepted.
    const words = children.flatMap((child) => child.const ?? []);
    here = resolveRef(
      schema,
      children.length > 1 && words.length === children.length
        ? { ...children[0], enum: words }
        : children[0],
    );
    if (here === undefined) return null;
  }
  return here;
}

/** What a reference leads to; once is enough: none leads to another. */
function resolveRef(root: Accepted, here: Accepted | undefined): Accepted | undefined {
  const name = here?.$ref?.replace("#/definitions/", "");
  return name === undefined ? here : root.definitions?.[name];
}

function branchesOf(schema: Accepted): readonly Accepted[] {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

/** Of several forms those of the one that the value says it is. */
function propertiesOf(
  accepted: Accepted | null,
  given: unknown,
): Readonly<Record<string, Accepted>> {
  const branches = accepted === null ? [] : branchesOf(accepted);
  const forms = branches.map(({ properties }) => properties).filter((one) => one !== undefined);
  const isMeant = (form: Readonly<Record<string, Accepted>>) =>
    Object.entries(form).every(([key, one]) =>
      one.const === undefined || one.const === valueAt(given, [key])
    );
  return forms.find(isMeant) ?? forms[0] ?? {};
}

function childOf(schema: Accepted, part: string | number): Accepted | undefined {
  if (typeof part === "number") return schema.items;
  const rest = schema.additionalProperties;
  return schema.properties?.[part] ?? (typeof rest === "object" ? rest : undefined);
}

function wordsOf(accepted: Accepted): string {
  if (accepted.enum !== undefined) return `one of ${accepted.enum.join(", ")}`;
  if (accepted.const !== undefined) return JSON.stringify(accepted.const);
  const isUnion = accepted.anyOf !== undefined || accepted.oneOf !== undefined;
  const kinds = isUnion
    ? branchesOf(accepted).map(wordsOf)
    : [accepted.type ?? []].flat().map(withArticle);
  const kind = kinds.join(" or ") + boundsOf(accepted);
  return accepted.description === undefined ? kind : `${kind}: ${accepted.description}`;
}

function boundsOf({ exclusiveMinimum, minimum, maximum }: Accepted): string {
  const parts = [
    exclusiveMinimum === undefined ? "" : `above ${exclusiveMinimum}`,
    minimum === undefined || minimum < -1e9 ? "" : `from ${minimum}`,
    maximum === undefined || maximum > 1e9 ? "" : `to ${maximum}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : ` ${parts.join(" ")}`;
}

function withArticle(type: string): string {
  if (type === "null") return "null";
  if (type === "boolean") return "true or false";
  const word = type === "integer" ? "whole number" : type === "array" ? "list" : type;
  return word === "object" ? "an object" : `a ${word}`;
}

function choicesOf(accepted: Accepted | null): readonly string[] {
  return accepted?.enum?.map(String) ?? [];
}

/** `suites[0].timeout`, as a user would say it. */
export function nameOf(pointer: Pointer): string {
  if (pointer.length === 0) return "the configuration";
  return pointer.reduce<string>(
    (name, part) =>
      typeof part === "number" ? `${name}[${part}]` : name === "" ? part : `${name}.${part}`,
    "",
  );
}

/** A value as JSON, cut to one short line. */
export function quote(value: unknown): string {
  const isEndless = typeof value === "number" && !Number.isFinite(value);
  const text = isEndless ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, pointer: Pointer): unknown {
  return pointer.reduce<unknown>(
    (here, part) =>
      typeof here === "object" && here !== null && Object.hasOwn(here, part)
        ? (here as Record<string | number, unknown>)[part]
        : undefined,
    value,
  );
}

function pointerOf(issue: Issue): Pointer {
  return issue.path.map((part) => typeof part === "number" ? part : String(part));
}

/** Made only when there is something to explain: it costs more than reading a good configuration. */
function schemaOf(): Accepted {
  return QaConfig.toJSONSchema({ io: "input" }) as Accepted;
}
