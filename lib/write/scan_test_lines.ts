import { readTestLines, type TestLineTaker } from "../formats/test_lines.ts";
import type { Host } from "../host/host.ts";

/** What is done with the lines of a file of tests. */
export interface TestLineWork extends TestLineTaker {
  /** Awaited behind each piece of the file: the time to write what was gathered. */
  readonly settle?: () => Promise<void>;
}

/** Whose file it is: with our own, nothing of Node must be loaded. */
export interface ScanOptions {
  readonly isOwn?: boolean;
}

/**
 * Reads a `tests.jsonl` line by line from its bytes, without an object or a text for a line: memory is that
 * of a piece and of the longest line. False when the file cannot be opened.
 */
export async function scanTestLines(
  host: Host,
  path: string,
  { settle, ...taker }: TestLineWork,
  { isOwn = false }: ScanOptions = {},
): Promise<boolean> {
  const source = await (isOwn ? host.files.openOwn(path) : host.files.open(path));
  if (!source.ok) return false;
  const reader = readTestLines(taker);
  try {
    for await (const chunk of source.value.chunks) {
      reader.push(chunk);
      await settle?.();
    }
    reader.end();
    await settle?.();
  } finally {
    source.value.close();
  }
  return true;
}
