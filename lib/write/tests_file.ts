import type { FileSink } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { TestRecord } from "../model/test_result.ts";
import { type MergedTests, openTestTally } from "./test_tally.ts";
import { openTextBlocks } from "./text_blocks.ts";

/** A `tests.jsonl` that is being written, and counted. */
export interface TestsFile {
  add(test: TestRecord): Promise<void>;
  /** What it holds; the first failure of the disk where there was one. */
  end(): Promise<Result<MergedTests, Problem>>;
}

/** Writes tests to a sink, a line each. */
export function openTestsFile(sink: FileSink): TestsFile {
  const blocks = openTextBlocks(sink);
  const tally = openTestTally();
  return {
    add: async (test) => {
      tally.test(test);
      await blocks.add(`${JSON.stringify(test)}\n`);
    },
    end: async () => {
      const written = await blocks.end();
      return written.ok ? ok(tally.end()) : written;
    },
  };
}
