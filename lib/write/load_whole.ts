import type { Host } from "../host/host.ts";

/** Larger than what a gate writes about a thousand failed suites. */
const MAX_BYTES = 16 * 1024 ** 2;

/** All bytes of a file that a stranger may have written; null where it is larger than 16 MiB, or cannot be read. */
export async function loadWhole(host: Host, path: string): Promise<Uint8Array | null> {
  const opened = await host.files.open(path, MAX_BYTES);
  if (!opened.ok) return null;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of opened.value.chunks) pieces.push(new Uint8Array(chunk));
  opened.value.close();
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}
