import type { FlagRow } from "../model/flag.ts";
import { nearestSpelling } from "../model/spelling.ts";

const PREFIX = "QA_";

/**
 * One warning for each `QA_…` variable that is set, that no flag reads and that is spelled nearly like
 * one that is read. Others may use the prefix for themselves: what is not near is passed over.
 */
export function findMisspeltVariables(
  rows: readonly FlagRow[],
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  const known = rows.flatMap(({ env }) => env === undefined ? [] : [env.slice(PREFIX.length)]);
  return Object.keys(environment).sort().flatMap((name) => {
    if (!name.startsWith(PREFIX) || environment[name] === "") return [];
    // Without the prefix, which all share: it would let words of other meaning seem near.
    const word = name.slice(PREFIX.length);
    const near = known.includes(word) ? null : nearestSpelling(word, known);
    return near === null ? [] : [`${name} is not known; did you mean ${PREFIX}${near}?`];
  });
}
