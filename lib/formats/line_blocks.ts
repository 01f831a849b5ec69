/**
 * Splits UTF-8 bytes into lines without their ends (`\n` or `\r\n`), many at once: a wait for each
 * line costs more than most lines do. A line longer than `maxLength` is cut there and its rest dropped;
 * an unfinished last line counts as one.
 */
export async function* lineBlocks(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number,
): AsyncGenerator<readonly string[], void, void> {
  const decoder = new TextDecoder();
  let open = "";
  for await (const chunk of chunks) {
    const lines = decoder.decode(chunk, { stream: true }).split("\n");
    if (open.length < maxLength) open += lines[0];
    if (lines.length === 1) continue;
    lines[0] = open;
    open = lines.pop()!;
    yield lines.map((line) => finish(line, maxLength));
  }
  open += decoder.decode();
  if (open !== "") yield [finish(open, maxLength)];
}

function finish(line: string, maxLength: number): string {
  const whole = line.endsWith("\r") ? line.slice(0, -1) : line;
  return whole.length > maxLength ? whole.slice(0, maxLength) : whole;
}
