/** An object of parsed JSON, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON object in a text, or null when it holds anything else; never throws. An array of one object
 * is that object: podman prints such arrays where docker prints lines.
 */
export function readJsonObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return asObject(Array.isArray(value) && value.length === 1 ? value[0] : value);
  } catch {
    return null;
  }
}

/** The value when it is an object (no array), else null. */
export function asObject(value: unknown): JsonObject | null {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? value as JsonObject : null;
}

/** The value when it is a string, else "". */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value when it is a whole number that can be exact, else null. */
export function asInteger(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : null;
}

/** The strings of an array; empty when it is none. */
export function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
