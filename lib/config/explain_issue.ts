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
interface Accepted {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Accepted>>;
  readonly additionalProperties?: Accepted | boolean;
  readonly items?: Accepted;
  readonly anyOf?: readonly Accepted[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
}

/** Says in our own words what the schema holds against a value: the offending text and what is accepted. */
export function explainIssue(issue: Issue, value: unknown): ConfigFault {
  const deepest = deepestIssue(issue, valueAt(value, pointerOf(issue)));
  const pointer = [...pointerOf(issue), ...(deepest === issue ? [] : pointerOf(deepest))];
  const accepted = acceptedAt(schemaOf(), pointer);
  if (deepest.code === "unrecognized_keys") {
    return explainKey([...pointer, deepest.keys[0] ?? ""], Object.keys(propertiesOf(accepted)));
  }
  const given = valueAt(value, pointer);
  const expected = SPELLINGS[String(pointer.at(-1))] ??
    (accepted === null ? deepest.message : wordsOf(accepted));
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
    const branches: readonly Accepted[] = here.anyOf ?? [here];
    here = branches.map((branch) => childOf(branch, part)).find((child) => child !== undefined);
    if (here === undefined) return null;
  }
  return here;
}

function propertiesOf(accepted: Accepted | null): Readonly<Record<string, Accepted>> {
  const branches = accepted?.anyOf ?? (accepted === null ? [] : [accepted]);
  return branches.find((branch) => branch.properties !== undefined)?.properties ?? {};
}

function childOf(schema: Accepted, part: string | number): Accepted | undefined {
  if (typeof part === "number") return schema.items;
  const rest = schema.additionalProperties;
  return schema.properties?.[part] ?? (typeof rest === "object" ? rest : undefined);
}

function wordsOf(accepted: Accepted): string {
  if (accepted.enum !== undefined) return `one of ${accepted.enum.join(", ")}`;
  const kinds = accepted.anyOf?.map(wordsOf) ?? [accepted.type ?? []].flat().map(withArticle);
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
