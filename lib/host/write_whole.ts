import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt } from "./file_problem.ts";
import { writeAll } from "./write_all.ts";

/**
 * Writes a file whole or not at all: temporary file beside it, fsync, rename. An old file stays as
 * it was until the new one is complete; a link at the path is replaced, not followed. A mode is applied
 * exactly, whatever the umask.
 */
export function writeWhole(
  path: string,
  data: Uint8Array | string,
  mode?: number,
): Promise<Result<void, Problem>> {
  const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
  const temporary = `${path}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  return attempt({ action: "write", path }, async () => {
    await writeSynced(temporary, bytes, mode);
    await removingOnFailure(temporary, () => Deno.rename(temporary, path));
  });
}

async function writeSynced(path: string, bytes: Uint8Array, mode?: number): Promise<void> {
  // `createNew` never opens what is there already: no planted link is followed, and what is removed
  // after a failure is always ours.
  using file = await Deno.open(path, { write: true, createNew: true });
  await removingOnFailure(path, async () => {
    if (mode !== undefined && Deno.build.os !== "windows") await Deno.chmod(path, mode);
    await writeAll(file, bytes);
    await file.sync();
  });
}

async function removingOnFailure(path: string, operation: () => Promise<void>): Promise<void> {
  try {
    await operation();
  } catch (cause) {
    await Deno.remove(path).catch(() => {});
    throw cause;
  }
}
