/** Characters of a line that are kept unless told otherwise. */
export const LINE_LENGTH_MAX = 1024 * 1024;

/**
 * Splits UTF-8 bytes into lines without their ends (`\n` or `\r\n`). A longer line than `maxLength`
 * is cut there and its rest dropped; an unfinished last line counts as one.
 */
export async function* splitLines(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number = LINE_LENGTH_MAX,
): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder();
  let open = "";
  let started = false;
  for await (const chunk of chunks) {
    const parts = decoder.decode(chunk, { stream: true }).split("\n");
    for (let i = 0; i < parts.length - 1; i++) {
      yield finished(open, parts[i]!, maxLength);
      open = "";
    }
    const last = parts.at(-1)!;
    if (open.length < maxLength) open += last.slice(0, maxLength - open.length);
    started = open !== "";
  }
  open += decoder.decode();
  if (started || open !== "") yield finished(open, "", maxLength);
}

function finished(open: string, rest: string, maxLength: number): string {
  const line = open === "" ? rest : open + rest;
  return (line.endsWith("\r") ? line.slice(0, -1) : line).slice(0, maxLength);
}
