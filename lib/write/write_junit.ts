import {
  countJunit,
  junitCase,
  type JunitCounts,
  junitEnd,
  junitStart,
  junitSuiteEnd,
  junitSuiteStart,
  NO_JUNIT_CASES,
} from "../formats/format_junit.ts";
import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { type CountedSuite, streamTests, type TestsSource } from "./counted_suite.ts";
import { writeBlocks } from "./text_blocks.ts";

/**
 * Writes `junit.xml` of a run from the tests that count, streamed: memory does not grow with their
 * number. Earlier tries stand inside their test, in Surefire's dialect.
 */
export async function writeJunit(
  host: Host,
  suites: readonly CountedSuite[],
  source: TestsSource,
): Promise<Result<void, Problem>> {
  return await writeBlocks(host, `${source.runFolder}/junit.xml`, async ({ add }) => {
    await add(junitStart());
    for (const counted of suites) {
      const { suite, execution } = counted;
      const seconds = execution.durationMs / 1000;
      // Told before the cases, so counted before: what is declared is what is shown.
      const counts = await countCases(host, counted, source);
      await add(junitSuiteStart(suite.name, counts, seconds));
      for await (const test of streamTests(host, counted, source)) await add(junitCase(test));
      await add(junitSuiteEnd());
    }
    await add(junitEnd());
  });
}

async function countCases(
  host: Host,
  counted: CountedSuite,
  source: TestsSource,
): Promise<JunitCounts> {
  let counts = NO_JUNIT_CASES;
  for await (const test of streamTests(host, counted, source)) counts = countJunit(counts, test);
  return counts;
}
