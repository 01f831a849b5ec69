import type { Host } from "../host/host.ts";

/** Larger than the results of a thousand suites with many attempts. */
const MAX_BYTES = 16 * 1024 ** 2;

/**
 * Milliseconds that each suite took in the newest run of an outputs folder, by name; suites that were
 * not run are absent. Whatever cannot be read is no history, and nothing to warn of.
 */
export async function loadDurations(
  host: Host,
  outputs: string,
): Promise<ReadonlyMap<string, number>> {
  const read = await host.files.readText(`${outputs}/results.json`, MAX_BYTES);
  return new Map(read.ok ? readDurations(read.value) : []);
}

function readDurations(text: string): readonly (readonly [string, number])[] {
  return listOf(fieldOf(parse(text), "suites")).flatMap((suite) => {
    const name = fieldOf(suite, "name");
    const ms = fieldOf(suite, "duration_ms");
    return typeof name === "string" && typeof ms === "number" && ms > 0 ? [[name, ms]] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
