import { splitLines } from "../formats/lines.ts";
import type { Host } from "../host/host.ts";
import { TestRecord } from "../model/test_result.ts";

/** Characters of a line: every try of a test keeps its text, and escapes make it six times as long. */
const LINE_MAX = 16 * 1024 ** 2;

/** The tests in a `tests.jsonl` of ours, streamed; none where there is no such file. */
export async function* streamRecords(
  host: Host,
  path: string,
): AsyncGenerator<TestRecord, void, void> {
  const source = await host.files.openOwn(path);
  if (!source.ok) return;
  try {
    for await (const line of splitLines(source.value.chunks, LINE_MAX)) {
      // Our own lines, just written: a line that is no record is a line torn by a full disk.
      const record = TestRecord.safeParse(parse(line), { jitless: true });
      if (record.success) yield record.data;
    }
  } finally {
    source.value.close();
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
