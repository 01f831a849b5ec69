import { readStream } from "./read_stream.ts";

/**
 * What stands on standard input, in pieces, at most so many bytes; the rest is left. Each piece is
 * only valid until the next is asked for. An input that cannot be read ends early.
 */
export async function* readInput(
  maxBytes: number,
  open: () => ReadableStream<Uint8Array<ArrayBuffer>> = () => Deno.stdin.readable,
): AsyncGenerator<Uint8Array, void, void> {
  let left = maxBytes;
  try {
    for await (const chunk of readStream(open()).chunks) {
      yield chunk.subarray(0, left);
      left -= chunk.length;
      if (left <= 0) return;
    }
  } catch (cause) {
    // A closed input (`<&-`) is an empty one; what a consumer throws is not ours to swallow.
    if (!isUnreadable(cause)) throw cause;
  }
}

function isUnreadable(cause: unknown): boolean {
  return cause instanceof Deno.errors.BadResource || cause instanceof TypeError ||
    (cause instanceof Error && "code" in cause);
}
