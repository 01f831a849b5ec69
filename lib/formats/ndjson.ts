import { splitLines } from "./lines.ts";

/** One line of an NDJSON stream: its value, or why it has none. */
export type NdjsonItem =
  | { readonly ok: true; readonly line: number; readonly value: unknown }
  | { readonly ok: false; readonly line: number; readonly text: string };

/** Reads newline-delimited JSON; blank lines are passed over, a torn or foreign line is told apart. */
export async function* readNdjson(
  chunks: AsyncIterable<Uint8Array>,
  maxLength?: number,
): AsyncGenerator<NdjsonItem, void, void> {
  let line = 0;
  for await (const text of splitLines(chunks, maxLength)) {
    line++;
    if (text.trim() !== "") yield readLine(text, line);
  }
}

function readLine(text: string, line: number): NdjsonItem {
  try {
    return { ok: true, line, value: JSON.parse(text) };
  } catch {
    return { ok: false, line, text: text.slice(0, 200) };
  }
}

/** One value as one line with its end; the value must be representable in JSON. */
export function formatNdjson(value: unknown): string {
  return JSON.stringify(value) + "\n";
}
