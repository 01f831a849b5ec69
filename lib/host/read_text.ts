import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt, Refusal } from "./file_problem.ts";

/** How much text a file may hold unless said otherwise: 16 MiB. */
export const MAX_TEXT_BYTES = 16 * 1024 * 1024;

/**
 * Text of a regular file of at most `maxBytes`, UTF-8 with replacement characters. Follows links:
 * it is for files of the user and of the system; what a container may have written goes through `open`.
 */
export function readText(
  path: string,
  maxBytes = MAX_TEXT_BYTES,
): Promise<Result<string, Problem>> {
  return attempt({ action: "read", path }, async () => {
    // Looked at before it is opened, because opening a FIFO waits for a writer.
    refuseUnreadable(await Deno.stat(path), maxBytes);
    using file = await Deno.open(path);
    return new TextDecoder().decode(await readAll(file, maxBytes));
  });
}

function refuseUnreadable(info: Deno.FileInfo, maxBytes: number): void {
  if (!info.isFile) throw new Refusal("not-a-file", "not a regular file");
  if (info.size > maxBytes) throw tooLarge(maxBytes);
}

async function readAll(file: Deno.FsFile, maxBytes: number): Promise<Uint8Array> {
  // Sizes in /proc are 0, and a log grows while it is read: the end of the file decides.
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const part of file.readable) {
    size += part.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The refusal of a file that is, or grew, beyond the bound. */
export function tooLarge(maxBytes: number): Refusal {
  return new Refusal("too-large", `more than ${maxBytes} bytes`);
}
