import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt, Refusal } from "./file_problem.ts";
import type { FileSink } from "./host.ts";
import { writeAll } from "./write_all.ts";

/**
 * Opens a new or existing regular file to append to. What `write` took is with the system and
 * survives our own kill -9; a link, FIFO, device or folder at the path is refused.
 */
export function appendFile(path: string): Promise<Result<FileSink, Problem>> {
  const what = { action: "write", path } as const;
  return attempt(what, async () => {
    await refuseIrregular(path);
    const file = await Deno.open(path, { append: true, create: true });
    return {
      write: (data) => attempt(what, () => writeAll(file, data)),
      close: () => attempt(what, () => Promise.resolve(file.close())),
    };
  });
}

async function refuseIrregular(path: string): Promise<void> {
  const info = await Deno.lstat(path).catch(ignoreMissing);
  if (info?.isSymlink) throw new Refusal("is-a-link", "a symbolic link is not followed");
  if (info && !info.isFile) throw new Refusal("not-a-file", "not a regular file");
}

function ignoreMissing(cause: unknown): null {
  if (cause instanceof Deno.errors.NotFound) return null;
  throw cause;
}
