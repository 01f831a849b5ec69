import type { Problem } from "../model/problem.ts";

/**
 * The path that the engine could not find when it was asked to mount it, or null. When that path does
 * exist here, the engine sees another file system (remote or nested): `mount-unusable`, not a bad path.
 */
export function missingMountSource(problem: Problem): string | null {
  if (problem.kind !== "engine-refused") return null;
  const match = /bind source path does not exist: (.*)$|^statfs (.*): no such file/.exec(
    problem.detail,
  );
  return match?.[1] ?? match?.[2] ?? null;
}
