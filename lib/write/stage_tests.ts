import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import { ok, type Result } from "../model/result.ts";
import type { Execution, SuiteRecord } from "../model/run_record.ts";
import type { CountedSuite } from "./counted_suite.ts";
import { streamRecordedTests } from "./stream_recorded_tests.ts";
import { openTestsFile } from "./tests_file.ts";

/** A suite with the execution that counts, as a record tells them. */
export interface StagedSuite {
  readonly suite: SuiteRecord;
  readonly execution: Execution;
}

/**
 * Copies the tests of a record that count into a folder of ours, a file for each suite, every line
 * checked: what is made of them then reads nothing of a stranger's. Yields the suites with their tests
 * there, counted anew; how many lines were no tests.
 */
export async function stageTests(
  host: Host,
  counted: readonly StagedSuite[],
  { recorded, folder }: { readonly recorded: RecordedRun; readonly folder: string },
): Promise<
  Result<{ readonly suites: readonly CountedSuite[]; readonly refused: number }, Problem>
> {
  const suites: CountedSuite[] = [];
  let refused = 0;
  for (const [at, { suite, execution }] of counted.entries()) {
    const own = `tests/${at}`;
    const path = recorded.suites.find(({ name }) => name === suite.name)?.testsPath ?? null;
    const made = await host.files.makeDir(`${folder}/${own}`);
    if (!made.ok) return made;
    const sink = await host.files.append(`${folder}/${own}/tests.jsonl`);
    if (!sink.ok) return sink;
    const file = openTestsFile(sink.value);
    let lost = 0;
    if (path !== null) {
      const onRefused = (count: number): void => void (lost = count);
      for await (const test of streamRecordedTests(host, { path, suite: suite.name, onRefused })) {
        await file.add(test);
      }
    }
    const ended = await file.end();
    if (!ended.ok) return ended;
    refused += lost;
    // Without lines, the suite itself stands for its tests.
    const report = { ...execution.report, counts: ended.value.counts };
    suites.push({ suite, execution: { ...execution, folder: own, report } });
  }
  return ok({ suites, refused });
}
