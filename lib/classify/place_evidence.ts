import type { Cause } from "./conclude_cause.ts";

/** Files that every execution leaves in a folder of its own. */
const OF_EXECUTION: ReadonlySet<string> = new Set([
  ...["exit.json", "trailer.txt", "stdout.log", "stderr.log", "container_create.json"],
  ...["container_inspect_pre.json", "container_inspect_post.json", "container_stats.jsonl"],
]);

/**
 * The same cause with its files named from the run's folder: facts name those of an execution by their
 * names alone, and nobody finds them by that.
 */
export function placeEvidence(cause: Cause, folder: string): Cause {
  const place = (name: string): string => OF_EXECUTION.has(name) ? `${folder}/${name}` : name;
  const { classification, read } = cause;
  const evidence = classification.evidence.map((one) => ({ ...one, source: place(one.source) }));
  return { ...cause, classification: { ...classification, evidence }, read: read.map(place) };
}
