import { type ByteWriter, openByteWriter } from "../formats/byte_writer.ts";
import type { FileSink, Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import { writePassing } from "./text_blocks.ts";

/** Fewer bytes are not worth a write; a piece of a file gives some hundred thousand. */
const BLOCK_BYTES = 16 * 1024;

/** Bytes on their way to a file: put without a wait, written when asked. */
export interface ByteBlocks {
  readonly put: ByteWriter;
  /** Writes what was put, where it is enough for a block; to be awaited now and then. */
  settle(): Promise<void>;
  /** Writes the rest and closes; the first failure of all. */
  end(): Promise<Result<void, Problem>>;
}

/** Streams a file from bytes, whole or not at all. */
export async function writeBytes(
  host: Host,
  path: string,
  write: (blocks: ByteBlocks) => Promise<void>,
): Promise<Result<void, Problem>> {
  return await writePassing(host, path, { open: openByteBlocks, write });
}

/** Gathers bytes for a sink; memory is that of what is put between two waits. */
export function openByteBlocks(sink: FileSink): ByteBlocks {
  const put = openByteWriter();
  let result: Result<void, Problem> = ok(undefined);
  const flush = async (): Promise<void> => {
    if (result.ok) result = await sink.write(put.view());
    put.clear();
  };
  return {
    put,
    settle: async () => {
      if (put.size() >= BLOCK_BYTES) await flush();
    },
    end: async () => {
      await flush();
      const closed = await sink.close();
      return result.ok ? closed : result;
    },
  };
}
