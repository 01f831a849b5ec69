/** One line of JSON that holds an object, with what of it may be believed. */
export interface JsonLine {
  /** The text under a key, cut to a length; "" where there is none. */
  text(key: string, maxLength: number): string;
  /** The number under a key where it is finite and not below zero, else null. */
  count(key: string): number | null;
}

/** Reads one line that should hold a JSON object; null when it does not. */
export function readJsonLine(line: string): JsonLine | null {
  const value = parse(line);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = new Map<string, unknown>(Object.entries(value));
  return {
    text(key, maxLength) {
      const text = entries.get(key);
      if (typeof text !== "string") return "";
      return text.length <= maxLength ? text : text.slice(0, maxLength).toWellFormed();
    },
    count(key) {
      const count = entries.get(key);
      return typeof count === "number" && Number.isFinite(count) && count >= 0 ? count : null;
    },
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
