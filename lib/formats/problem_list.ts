/** Problems of one report, at most `PROBLEMS_KEPT` of them word for word. */
export interface ProblemList {
  add(problem: string): void;
  /** Those kept, and one sentence about the number of others. */
  kept(): readonly string[];
}

/** How many problems of one report are kept word for word. */
export const PROBLEMS_KEPT = 20;
const PROBLEM_LENGTH_MAX = 300;

/** Makes an empty list. */
export function createProblemList(): ProblemList {
  const kept: string[] = [];
  let others = 0;
  return {
    add(problem) {
      if (kept.length < PROBLEMS_KEPT) {
        kept.push(problem.slice(0, PROBLEM_LENGTH_MAX).toWellFormed());
      } else others++;
    },
    kept: () => others === 0 ? kept : [...kept, `and ${others} more`],
  };
}
