import type { ParsedFlags } from "../model/flag.ts";
import type { Problem } from "../model/problem.ts";

/** Switches of which only one can be meant, and why. */
const CONTRADICTIONS: readonly (readonly [string, string, string])[] = [
  ["init", "dry-run", "--init writes a file, and --dry-run changes nothing"],
  ["init", "rerun-from", "--init writes a file, --rerun-from runs what failed"],
  ["preflight", "dry-run", "one looks at this machine, the other prints the plan"],
  ["preflight", "init", "one looks at this machine, the other writes a file"],
  ["preflight", "rerun-from", "a preflight looks at the whole plan, and runs nothing of a record"],
  ["rerun-from", "diff-from", "a replay runs a part, and would miss the rest of the baseline"],
  ["init", "diff-from", "--init writes a file, --diff-from compares a run"],
  ["print", "dry-run", "one prints commands, the other the plan"],
  ["explain", "print", "one explains a failure, the other prints commands"],
  ["explain", "dry-run", "one explains a failure, the other a plan"],
  ["explain", "repeat", "--explain runs nothing"],
  ["explain", "test", "a record is explained suite by suite: choose with --suite"],
  ["repeat", "retries", "a repeat runs all again whatever it answers, a retry only what failed"],
];

/** Switches that mean nothing without another one, in a script that has both. */
const NEEDED: readonly (readonly [string, string, string])[] = [
  ["test", "rerun-from", "single tests are chosen from a record"],
];

/** A `usage` problem for flags that contradict each other, whatever the project is; null when none do. */
export function checkFlags({ values, rows }: ParsedFlags): Problem | null {
  for (const [one, other, why] of NEEDED) {
    const isMissing = values.has(one) && !values.has(other);
    if (!isMissing || !rows.some(({ name }) => name === other)) continue;
    const message = `--${one} needs --${other}: ${why}`;
    return { kind: "usage", message, hint: `Add --${other}` };
  }
  for (const [one, other, why] of CONTRADICTIONS) {
    if (!values.has(one) || !values.has(other)) continue;
    const message = `--${one} and --${other} contradict each other: ${why}`;
    return { kind: "usage", message, hint: "Leave one of the two away" };
  }
  return null;
}
