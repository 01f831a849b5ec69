import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { type FileHash, hashFile } from "./hash_file.ts";

/** Files read at the same time: each waits for the disk, and memory is one buffer for each. */
const AT_ONCE = 8;

/** One path of a run's folder with what was found in it. */
export interface HashedEvidence {
  readonly path: string;
  readonly hash: Result<FileHash, Problem>;
}

/** Hashes paths below a folder, a few at a time; their order is kept. What is no file is a problem. */
export async function hashEvidence(
  host: Host,
  folder: string,
  paths: readonly string[],
): Promise<readonly HashedEvidence[]> {
  const hashed: HashedEvidence[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < paths.length; at = next++) {
      const path = paths[at]!;
      hashed[at] = { path, hash: await hashFile(host, `${folder}/${path}`) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return hashed;
}

/** Why a path could not be read, in a few words. */
export function explainUnread(problem: Problem): string {
  if (problem.kind !== "file") return problem.kind;
  return problem.code === "other" ? problem.detail : problem.code.replaceAll("-", " ");
}
