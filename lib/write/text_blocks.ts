import type { FileSink, Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";

/** Text gathered before it is written: one awaited write for each test is fifty times slower. */
const BLOCK_CHARS = 64 * 1024;

/** Text on its way to a file, in blocks. */
export interface TextBlocks {
  add(text: string): Promise<void>;
  /** Writes the rest and closes; the first failure of all, because what lacks in the middle lacks. */
  end(): Promise<Result<void, Problem>>;
}

/** Streams a file whole or not at all: it has its name only when all of it was written. */
export async function writeBlocks(
  { files }: Host,
  path: string,
  write: (blocks: TextBlocks) => Promise<void>,
): Promise<Result<void, Problem>> {
  const passing = `${path}.tmp`;
  const opened = await files.append(passing);
  if (!opened.ok) return opened;
  const blocks = openTextBlocks(opened.value);
  await write(blocks);
  const ended = await blocks.end();
  if (ended.ok) return await files.rename(passing, path);
  await files.remove(passing);
  return ended;
}

/** Gathers text for a sink; memory is that of one block, however long the text becomes. */
export function openTextBlocks(sink: FileSink): TextBlocks {
  const encoder = new TextEncoder();
  let block = "";
  let result: Result<void, Problem> = ok(undefined);
  const flush = async (): Promise<void> => {
    if (result.ok) result = await sink.write(encoder.encode(block));
    block = "";
  };
  return {
    add: async (text) => {
      block += text;
      if (block.length > BLOCK_CHARS) await flush();
    },
    end: async () => {
      await flush();
      const closed = await sink.close();
      return result.ok ? closed : result;
    },
  };
}
