import type { Host, OpenFile } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** What a file held when it was read to its end. */
export interface FileHash {
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Up to here a file is hashed in one piece: a small run need not load a hasher. */
const WHOLE_BYTES = 1024 ** 2;

/**
 * Size and SHA-256 of a regular file, links refused; streamed, so that memory does not grow with its
 * size. A file that cannot be read to its end is a problem: the digest of a part is evidence of nothing.
 */
export async function hashFile(host: Host, path: string): Promise<Result<FileHash, Problem>> {
  const opened = await host.files.openOwn(path);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    const hash = file.sizeBytes <= WHOLE_BYTES
      ? await hashWhole(host, file)
      : await hashStream(host, file);
    if (hash.sizeBytes === file.sizeBytes) return ok(hash);
    const detail = `${hash.sizeBytes} of ${file.sizeBytes} bytes could be read`;
    return err({ kind: "file", action: "read", path, code: "other", detail });
  } finally {
    file.close();
  }
}

async function hashWhole(host: Host, file: OpenFile): Promise<FileHash> {
  const bytes = new Uint8Array(file.sizeBytes);
  let sizeBytes = 0;
  for await (const chunk of file.chunks) {
    if (sizeBytes + chunk.length <= bytes.length) bytes.set(chunk, sizeBytes);
    sizeBytes += chunk.length;
  }
  return { sizeBytes, sha256: await host.sha256(bytes) };
}

async function hashStream(host: Host, file: OpenFile): Promise<FileHash> {
  const hasher = await host.openHasher();
  let sizeBytes = 0;
  for await (const chunk of file.chunks) {
    hasher.update(chunk);
    sizeBytes += chunk.length;
  }
  return { sizeBytes, sha256: hasher.digest() };
}
