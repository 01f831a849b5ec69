import { keepEnds } from "../formats/keep_ends.ts";
import type { KeptText } from "../model/explained.ts";

/** How much of a text is looked at: its beginning, and more of its end. */
const SIZES = { headBytes: 1024 ** 2, tailBytes: 3 * 1024 ** 2 } as const;

/** A text that came in pieces, bounded to its two ends, whatever its length. */
export async function readKept(
  chunks: AsyncIterable<Uint8Array>,
  source: string,
): Promise<{ readonly texts: readonly KeptText[]; readonly isCut: boolean }> {
  const keeper = keepEnds(SIZES);
  for await (const chunk of chunks) keeper.push(chunk);
  const ends = keeper.end();
  return {
    texts: ends.filter(({ text }) => text.trim() !== "").map((end) => ({ source, ...end })),
    isCut: ends.length > 1,
  };
}
