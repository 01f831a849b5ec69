import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt } from "./file_problem.ts";

/**
 * Hard link at a new path; a copy where links are not possible. `already-exists` when something is
 * at the target: to replace a file, link to a temporary name and rename.
 */
export function linkOrCopy(from: string, to: string): Promise<Result<void, Problem>> {
  return attempt({ action: "link", path: to }, async () => {
    try {
      await Deno.link(from, to);
    } catch (cause) {
      if (isFinal(cause)) throw cause;
      await copyNew(from, to);
    }
  });
}

/** Other errors (another device, no links here, too many of them) are what the copy is for. */
function isFinal(cause: unknown): boolean {
  return cause instanceof Deno.errors.AlreadyExists || cause instanceof Deno.errors.NotFound;
}

/** `Deno.copyFile` would overwrite a target, or write through a link at its place. */
async function copyNew(from: string, to: string): Promise<void> {
  const source = await Deno.open(from);
  const target = await openNew(to, source);
  try {
    await source.readable.pipeTo(target.writable);
  } catch (cause) {
    await Deno.remove(to).catch(() => {});
    throw cause;
  }
}

async function openNew(path: string, source: Deno.FsFile): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { write: true, createNew: true });
  } catch (cause) {
    source.close();
    throw cause;
  }
}
