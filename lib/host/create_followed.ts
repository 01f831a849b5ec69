import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt } from "./file_problem.ts";
import type { FollowedFile } from "./host.ts";
import { writeAll } from "./write_all.ts";

/** A file, unlike a pipe, fills such a buffer. */
const BUFFER_BYTES = 256 * 1024;
/** `st_blocks` counts these, whatever the file system's own blocks are. */
const BLOCK_BYTES = 512;

/**
 * Creates a new file that everybody may append to, and follows it through the descriptor that made it:
 * a name that is renamed, removed or replaced by a link changes nothing. It begins with `head`, which is
 * not read: one in which it is gone was cut, also when it has long grown again.
 */
export function createFollowed(
  path: string,
  head = "",
): Promise<Result<FollowedFile, Problem>> {
  return attempt({ action: "create", path }, async () => {
    const file = await Deno.open(path, { createNew: true, read: true, write: true });
    // The user inside a container may be anybody, and our own umask says nothing about that.
    if (Deno.build.os !== "windows") await Deno.chmod(path, 0o666);
    const bytes = new TextEncoder().encode(head);
    await writeAll(file, bytes);
    return follow(file, bytes);
  });
}

function follow(file: Deno.FsFile, head: Uint8Array): FollowedFile {
  const buffer = new Uint8Array(BUFFER_BYTES);
  let [isOpen, headBytes] = [true, head.length];
  return {
    read: async () => buffer.subarray(0, await file.read(buffer) ?? 0),
    size: async () => {
      const { size, blocks } = await file.stat();
      const stored = blocks === null ? size : blocks * BLOCK_BYTES;
      return { bytes: Math.max(0, size - headBytes), stored };
    },
    keepsHead: async () => headBytes === 0 || await beginsWith(file, head),
    rewind: async () => {
      headBytes = 0;
      await file.seek(0, Deno.SeekMode.Start);
    },
    close() {
      if (isOpen) file.close();
      isOpen = false;
    },
  };
}

/** Looks at the beginning of a file and goes back to where it was. */
async function beginsWith(file: Deno.FsFile, head: Uint8Array): Promise<boolean> {
  const at = await file.seek(0, Deno.SeekMode.Current);
  await file.seek(0, Deno.SeekMode.Start);
  const found = new Uint8Array(head.length);
  const count = await file.read(found) ?? 0;
  await file.seek(at, Deno.SeekMode.Start);
  return count === head.length && found.every((byte, i) => byte === head[i]);
}
