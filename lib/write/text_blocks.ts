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

/** What takes the content of a file, and what puts it there. */
export interface PassingFile<T extends Pick<TextBlocks, "end">> {
  readonly open: (sink: FileSink) => T;
  readonly write: (blocks: T) => Promise<void>;
}

/** Streams a file under a passing name, through whatever gathers its content; whole or not at all. */
export async function writePassing<T extends Pick<TextBlocks, "end">>(
  { files }: Host,
  path: string,
  { open, write }: PassingFile<T>,
): Promise<Result<void, Problem>> {
  const passing = `${path}.tmp`;
  const opened = await files.append(passing);
  if (!opened.ok) return opened;
  const blocks = open(opened.value);
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
