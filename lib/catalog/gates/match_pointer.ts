import * as z from "zod";

/** One value that a pointer has found, or the place where it has not. */
export interface PointerMatch {
  /** JSON pointer without wildcards: to the value, or to the first thing that is not there. */
  readonly at: string;
  /** Undefined where nothing is there. */
  readonly value: unknown;
}

/** Shape of a JSON pointer in which `*` stands for every item of a list or every field of an object. */
export const PointerText = z.string().max(500).regex(
  /^(?:\/(?:[^/~]|~[01])*)*$/,
  "write a JSON pointer, such as /status or /tiers/*/id; * is every item of a list or object",
);

/**
 * Everything that a pointer with wildcards means, in the order of the document. A part that is not
 * there is a match without a value, also a wildcard over nothing: what is missing can never be
 * overlooked. Only own fields are followed.
 */
export function matchPointer(value: unknown, pointer: string): readonly PointerMatch[] {
  let matches: readonly PointerMatch[] = [{ at: "", value }];
  for (const part of pointer.split("/").slice(1)) {
    matches = matches.flatMap((match) => match.value === undefined ? [match] : step(match, part));
  }
  return matches;
}

/** The single value at a pointer without wildcards; undefined where there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return matchPointer(value, pointer)[0]?.value;
}

/** The text at a pointer, or null where there is none or something else. */
export function textAt(value: unknown, pointer: string): string | null {
  const found = valueAt(value, pointer);
  return typeof found === "string" ? found : null;
}

/** Keys of a value's own parts in order; null for what has none by nature. */
function keysOf(value: unknown): readonly string[] | null {
  return typeof value === "object" && value !== null ? Object.keys(value) : null;
}

function step({ at, value }: PointerMatch, part: string): readonly PointerMatch[] {
  const keys = keysOf(value);
  if (part !== "*") return [field(at, value, part.replaceAll("~1", "/").replaceAll("~0", "~"))];
  if (keys === null || keys.length === 0) return [{ at: `${at}/*`, value: undefined }];
  return keys.map((key) => field(at, value, key));
}

function field(at: string, value: unknown, key: string): PointerMatch {
  const here = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, key) &&
    !(Array.isArray(value) && !/^(?:0|[1-9]\d*)$/.test(key));
  return { at: here, value: isThere ? (value as Record<string, unknown>)[key] : undefined };
}
