import { assertEquals } from "@std/assert";
import schema from "../../fixtures/ci_schemas/github/workflow-v1.0.json" with { type: "json" };

/** A definition in the notation of GitHub's own workflow schema, as far as it says what is accepted. */
interface Definition {
  readonly mapping?: {
    readonly properties?: Readonly<Record<string, string | { type: string; required?: boolean }>>;
    readonly "loose-key-type"?: string;
    readonly "loose-value-type"?: string;
  };
  readonly sequence?: { readonly "item-type": string };
  readonly string?: { readonly constant?: string; readonly "require-non-empty"?: boolean };
  readonly boolean?: unknown;
  readonly number?: unknown;
  readonly null?: unknown;
  readonly "one-of"?: readonly string[];
  readonly "allowed-values"?: readonly string[];
  readonly context?: readonly string[];
}

const DEFINITIONS = schema.definitions as Readonly<Record<string, Definition>>;
const BUILT_IN: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  string: (value) => ["string", "number", "boolean"].includes(typeof value),
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  null: (value) => value === null,
  sequence: Array.isArray,
  mapping: isMapping,
};

/** Everything that GitHub's workflow schema holds against a workflow, each with its place. */
export function findWorkflowFaults(workflow: unknown): readonly string[] {
  return faultsOf(workflow, "workflow-root-strict", "workflow");
}

function faultsOf(value: unknown, name: string, at: string, inherited = false): readonly string[] {
  const definition = Object.hasOwn(DEFINITIONS, name) ? DEFINITIONS[name] : undefined;
  if (definition === undefined) {
    const fits = BUILT_IN[name]?.(value) ?? false;
    return fits || (inherited && isExpressed(value)) ? [] : [`${at}: no ${name}`];
  }
  // What may hold an expression may hold one in each of its parts.
  const takes = inherited || definition.context !== undefined;
  if (isExpressed(value) && takes) return [];
  const { mapping, sequence, string } = definition;
  const branches = definition["one-of"];
  if (branches !== undefined) {
    return leastOf(branches.map((one) => faultsOf(value, one, at, takes)));
  }
  if (mapping !== undefined) return faultsOfMapping(value, mapping, { at, name, takes });
  if (sequence !== undefined) {
    if (!Array.isArray(value)) return [`${at}: no list (${name})`];
    return value.flatMap((item, index) =>
      faultsOf(item, sequence["item-type"], `${at}[${index}]`, takes)
    );
  }
  const allowed = definition["allowed-values"];
  if (allowed !== undefined) {
    return allowed.includes(String(value)) ? [] : [`${at}: ${value} (${name})`];
  }
  if (string?.constant !== undefined) {
    return value === string.constant ? [] : [`${at}: ${value} (${name})`];
  }
  if (string?.["require-non-empty"] === true && value === "") return [`${at}: empty (${name})`];
  const kind = ["string", "boolean", "number", "null"].find((one) => one in definition) ?? "any";
  return BUILT_IN[kind]!(value) ? [] : [`${at}: no ${kind} (${name})`];
}

/** Of several alternatives the one that comes nearest speaks. */
function leastOf(all: readonly (readonly string[])[]): readonly string[] {
  return all.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)
    .find((faults) => faults.length === 0) ?? all.toSorted((a, b) => depth(b) - depth(a))[0] ?? [];
}

function depth(faults: readonly string[]): number {
  return faults.length === 0
    ? Infinity
    : Math.max(...faults.map((one) => one.split(/[.[]/).length));
}

function faultsOfMapping(
  value: unknown,
  mapping: NonNullable<Definition["mapping"]>,
  { at, name, takes }: { readonly at: string; readonly name: string; readonly takes: boolean },
): readonly string[] {
  if (!isMapping(value)) return [`${at}: no mapping (${name})`];
  const properties = mapping.properties ?? {};
  const missing = Object.entries(properties).filter(([key, type]) =>
    typeof type === "object" && type.required === true && !Object.hasOwn(value, key)
  ).map(([key]) => `${at}: ${key} is missing (${name})`);
  const inside = Object.entries(value).flatMap(([key, one]) => {
    const place = `${at}.${key}`;
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (known !== undefined) {
      return faultsOf(one, typeof known === "string" ? known : known.type, place, takes);
    }
    const [looseKey, looseValue] = [mapping["loose-key-type"], mapping["loose-value-type"]];
    if (looseKey === undefined || looseValue === undefined) {
      return [`${place}: not known (${name})`];
    }
    return [...faultsOf(key, looseKey, place), ...faultsOf(one, looseValue, place, takes)];
  });
  return [...missing, ...inside];
}

function isExpressed(value: unknown): boolean {
  return typeof value === "string" && value.includes("${{");
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Fails with every place at which a workflow is not as GitHub wants it. */
export function assertWorkflow(workflow: unknown): void {
  assertEquals(findWorkflowFaults(workflow), []);
}
