/** How much of a long text is kept. */
export interface EndSizes {
  readonly headBytes: number;
  readonly tailBytes: number;
}

/** One end of a text, and the line of the whole at which it begins, 1-based. */
export interface KeptEnd {
  readonly text: string;
  readonly firstLine: number;
}

/** Takes a text in pieces and keeps its two ends, whole lines where something is left out between them. */
export interface EndKeeper {
  push(chunk: Uint8Array): void;
  /** One part where the whole text was kept, else the beginning and the end. */
  end(): readonly KeptEnd[];
}

const NEWLINE = 10;

/** Opens an empty keeper; its memory is bounded by the two sizes, whatever comes. */
export function keepEnds({ headBytes, tailBytes }: EndSizes): EndKeeper {
  const head: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  let [headSize, tailSize, leftOutBytes, leftOutLines] = [0, 0, 0, 0];
  const drop = (): void => {
    while (tail[0] !== undefined && tailSize - tail[0].length >= tailBytes) {
      leftOutLines += countLines(tail[0]);
      leftOutBytes += tail[0].length;
      tailSize -= tail.shift()!.length;
    }
  };
  return {
    push(chunk: Uint8Array): void {
      const first = chunk.subarray(0, headBytes - headSize);
      if (first.length > 0) head.push(first.slice());
      headSize += first.length;
      if (first.length === chunk.length) return;
      tail.push(chunk.slice(first.length));
      tailSize += chunk.length - first.length;
      drop();
    },
    end(): readonly KeptEnd[] {
      const [before, after] = [join(head, headSize), join(tail, tailSize)];
      const decode = decoderFor(before);
      if (after.length <= tailBytes && leftOutBytes === 0) {
        return [{ text: decode(join([before, after], headSize + tailSize)), firstLine: 1 }];
      }
      // The lines that were cut in their middle say nothing any more.
      const start = after.indexOf(NEWLINE, Math.max(0, after.length - tailBytes)) + decode.width;
      const skipped = countLines(before) + leftOutLines + countLines(after.subarray(0, start));
      const whole = before.subarray(0, before.lastIndexOf(NEWLINE) + decode.width);
      return [
        { text: decode(whole), firstLine: 1 },
        { text: decode(after.subarray(start)), firstLine: skipped + 1 },
      ];
    },
  };
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** What PowerShell redirects to a file is UTF-16, and says so by its first two bytes. */
function decoderFor(head: Uint8Array) {
  const isWide = head[0] === 0xff && head[1] === 0xfe;
  const label = isWide ? "utf-16le" : "utf-8";
  const decode = (bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);
  return Object.assign(decode, { width: isWide ? 2 : 1 });
}
