import type { DetectedSuite, ProjectFiles, RunnerRow } from "../model/runner.ts";

const NAME_LENGTH = 64;

/** Suites that the tools of a table would run in such a project; names are unique without regard to case. */
export function detectSuites(
  files: ProjectFiles,
  rows: readonly RunnerRow[],
): readonly DetectedSuite[] {
  const taken = new Set<string>();
  return rows.flatMap((row) => row.detect(files)).map((suite) => {
    const name = freeName(suite.name, taken);
    taken.add(name.toLowerCase());
    return { ...suite, name };
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let nth = 1;; nth++) {
    const suffix = nth === 1 ? "" : `-${nth}`;
    const candidate = name.slice(0, NAME_LENGTH - suffix.length) + suffix;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}
