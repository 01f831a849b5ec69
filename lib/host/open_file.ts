import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { attempt, Refusal } from "./file_problem.ts";
import type { OpenFile } from "./host.ts";
import { tooLarge } from "./read_text.ts";

type NodeFs = typeof import("node:fs");

/** One such buffer per open file; a file, unlike a pipe, fills it. */
const BUFFER_BYTES = 256 * 1024;

/**
 * Opens a regular file that a stranger may have planted: links are refused (`is-a-link`), FIFOs,
 * devices and folders too (`not-a-file`) without waiting on them. Chunks never throw: they end early
 * where the file grew beyond the cap or became unreadable, so their sum then differs from `sizeBytes`.
 */
export function openFile(
  path: string,
  maxBytes = Number.POSITIVE_INFINITY,
  fromByte = 0,
): Promise<Result<OpenFile, Problem>> {
  return attempt({ action: "read", path }, async () => {
    // Before anything is opened, because opening alone makes some devices act.
    refuseIrregular(await Deno.lstat(path));
    // Deno.open knows neither O_NOFOLLOW nor O_NONBLOCK. Loaded late: node:fs costs about 20 ms.
    const fs = await import("node:fs");
    const fd = openNoFollow(fs, path);
    try {
      const { size, mtimeMs } = refuseAfterOpen(fs, fd, maxBytes);
      return describeOpenFile(fs, { fd, sizeBytes: size, modifiedMs: mtimeMs, maxBytes, fromByte });
    } catch (cause) {
      fs.closeSync(fd);
      throw cause;
    }
  });
}

/** Loads what `openFile` needs, when nothing waits for it. */
export async function prepareOpen(): Promise<void> {
  await import("node:fs");
}

/** Refuses a path that is a link, or no regular file. */
export function refuseIrregular(info: Deno.FileInfo): void {
  if (info.isSymlink) throw new Refusal("is-a-link", "a symbolic link is not followed");
  if (!info.isFile) throw new Refusal("not-a-file", "not a regular file");
}

/**
 * Opens a path whose look may be out of date already: throws ELOOP for a link, and does not wait for
 * the writer of a FIFO. Yields the file's number; what was opened must be looked at again.
 */
export function openNoFollow(fs: NodeFs, path: string): number {
  // Windows has neither flag; there the look before is all there is.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  return fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
}

function refuseAfterOpen(fs: NodeFs, fd: number, maxBytes: number) {
  const info = fs.fstatSync(fd);
  if (!info.isFile()) throw new Refusal("not-a-file", "swapped for something else while opening");
  if (info.size > maxBytes) throw tooLarge(maxBytes);
  return info;
}

function describeOpenFile(
  fs: NodeFs,
  file: { fd: number; sizeBytes: number; modifiedMs: number; maxBytes: number; fromByte: number },
): OpenFile {
  const gate = { closed: false };
  return {
    sizeBytes: file.sizeBytes,
    modifiedMs: file.modifiedMs,
    chunks: readChunks(fs, file, gate),
    close() {
      if (!gate.closed) fs.closeSync(file.fd);
      gate.closed = true;
    },
  };
}

async function* readChunks(
  fs: NodeFs,
  { fd, maxBytes, fromByte }: { fd: number; maxBytes: number; fromByte: number },
  gate: { readonly closed: boolean },
): AsyncGenerator<Uint8Array, void> {
  const buffer = new Uint8Array(BUFFER_BYTES);
  let total = fromByte;
  while (!gate.closed) {
    // A stranger can make both happen at any time: to end early is a truncated file, to throw a bug.
    const count = await readSome(fs, { fd, buffer, at: total }).catch(() => 0);
    const kept = Math.min(count, maxBytes - total);
    if (kept === 0) return;
    total += kept;
    yield buffer.subarray(0, kept);
  }
}

function readSome(
  fs: NodeFs,
  { fd, buffer, at }: { fd: number; buffer: Uint8Array; at: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(fd, buffer, 0, buffer.length, at, (cause, count) => {
      if (cause) reject(cause);
      else resolve(count);
    });
  });
}
