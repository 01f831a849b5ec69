import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt } from "./file_problem.ts";
import type { DirEntry, FileFacts, FileKind } from "./host.ts";

/** Names in a folder with their kinds, links not followed, sorted by code unit; the first so many it has. */
export function listFolder(
  path: string,
  atMost = Number.POSITIVE_INFINITY,
): Promise<Result<readonly DirEntry[], Problem>> {
  return attempt({ action: "list", path }, async () => {
    const entries: DirEntry[] = [];
    for await (const entry of Deno.readDir(path)) {
      if (entries.length >= atMost) break;
      entries.push({ name: entry.name, kind: classifyKind(entry) });
    }
    return entries.sort((a, b) => a.name < b.name ? -1 : 1);
  });
}

/** Facts about a path itself, links not followed; null when nothing is there or can be seen. */
export async function readFacts(path: string): Promise<FileFacts | null> {
  try {
    const info = await Deno.lstat(path);
    return {
      kind: classifyKind(info),
      sizeBytes: info.size,
      modifiedMs: info.mtime?.getTime() ?? null,
      mode: info.mode === null ? null : info.mode & 0o7777,
      uid: info.uid,
    };
  } catch {
    return null;
  }
}

/** The path with every link resolved; null when nothing is there or can be seen. */
export async function realPath(path: string): Promise<string | null> {
  try {
    return await Deno.realPath(path);
  } catch {
    return null;
  }
}

/** What something is, by the three flags that both folder entries and file information have. */
export function classifyKind(
  entry: { isFile: boolean; isDirectory: boolean; isSymlink: boolean },
): FileKind {
  if (entry.isSymlink) return "link";
  if (entry.isDirectory) return "folder";
  return entry.isFile ? "file" : "other";
}
