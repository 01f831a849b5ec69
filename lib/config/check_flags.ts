import type { ParsedFlags } from "../model/flag.ts";
import type { Problem } from "../model/problem.ts";

/** Switches of which only one can be meant, and why. */
const CONTRADICTIONS: readonly (readonly [string, string, string])[] = [
  ["init", "dry-run", "--init writes a file, and --dry-run changes nothing"],
];

/** A `usage` problem for flags that contradict each other, whatever the project is; null when none do. */
export function checkFlags({ values }: ParsedFlags): Problem | null {
  for (const [one, other, why] of CONTRADICTIONS) {
    if (!values.has(one) || !values.has(other)) continue;
    const message = `--${one} and --${other} contradict each other: ${why}`;
    return { kind: "usage", message, hint: "Leave one of the two away" };
  }
  return null;
}
