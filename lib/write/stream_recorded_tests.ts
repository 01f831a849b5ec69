import { lineBlocks } from "../formats/line_blocks.ts";
import { parseStranger } from "../formats/read_stranger_json.ts";
import type { Host, OpenFile } from "../host/host.ts";
import { checkSchema } from "../model/check_schema.ts";
import { TestRecord } from "../model/test_result.ts";
import { streamOpened } from "./stream_records.ts";

/** Characters of a line: every try of a test keeps its text, and escapes make it six times as long. */
const LINE_MAX = 16 * 1024 ** 2;

/** Which lines of a file of tests are meant. */
export interface StreamRequest {
  /** Absolute path; a link is refused. */
  readonly path: string;
  /** Only tests of this suite: a joined file tells all of them. */
  readonly suite: string;
  /** False for a line that need not be parsed; absent: all are. */
  readonly matters?: (line: string) => boolean;
  /** Told how many lines so far were no tests: torn, cut, nested too deep, of another shape. */
  readonly onRefused?: (count: number) => void;
}

/**
 * The tests of a suite in a `tests.jsonl` that a stranger may have written, streamed: memory is that
 * of one line. A line that is no test is counted and left out; a file that cannot be opened holds none.
 */
export async function* streamRecordedTests(
  host: Host,
  { path, suite, matters, onRefused = () => {} }: StreamRequest,
): AsyncGenerator<TestRecord, void, void> {
  const source = await host.files.open(path);
  if (!source.ok) return onRefused(1);
  let refused = 0;
  const refuse = (): void => onRefused(++refused);
  try {
    const tests = matters === undefined
      ? streamOpened(source.value, { onRefused: refuse })
      : streamSome(source.value, { matters, refuse });
    for await (const test of tests) if (test.suite === suite) yield test;
  } finally {
    source.value.close();
  }
}

/** Only a line that matters is parsed. */
async function* streamSome(
  { chunks }: OpenFile,
  { matters, refuse }: { readonly matters: (line: string) => boolean; refuse(): void },
): AsyncGenerator<TestRecord, void, void> {
  for await (const lines of lineBlocks(chunks, LINE_MAX)) {
    for (const line of lines) {
      if (line === "" || !matters(line)) continue;
      const test = readTest(line);
      if (test === null) refuse();
      else yield test;
    }
  }
}

function readTest(line: string): TestRecord | null {
  const value = parseStranger(line);
  const test = value.ok ? checkSchema<TestRecord>(TestRecord, value.value) : value;
  return test.ok ? test.value : null;
}
