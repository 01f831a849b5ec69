import { readPlainTest, readTestLine } from "../formats/read_test_line.ts";
import { readTestLines } from "../formats/test_lines.ts";
import type { Host, OpenFile } from "../host/host.ts";
import type { TestRecord } from "../model/test_result.ts";

/** The tests in a `tests.jsonl` of ours, streamed; none where there is no such file. */
export async function* streamRecords(
  host: Host,
  path: string,
): AsyncGenerator<TestRecord, void, void> {
  const source = await host.files.openOwn(path);
  if (!source.ok) return;
  try {
    // Our own lines, just written: a line that is no record is a line torn by a full disk.
    yield* streamOpened(source.value, {});
  } finally {
    source.value.close();
  }
}

/** The tests in an open file, streamed: memory is that of a piece of it. */
export async function* streamOpened(
  { chunks }: OpenFile,
  { onRefused }: { readonly onRefused?: () => void },
): AsyncGenerator<TestRecord, void, void> {
  let found: TestRecord[] = [];
  const reader = readTestLines({
    plain: (bytes, line) => void found.push(readPlainTest(bytes, line)),
    odd(bytes) {
      const test = readTestLine(bytes);
      if (test === null) onRefused?.();
      else found.push(test);
    },
  });
  for await (const chunk of chunks) {
    reader.push(chunk);
    yield* found;
    found = [];
  }
  reader.end();
  yield* found;
}
