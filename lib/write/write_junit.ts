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
import { putJunitLine } from "../formats/put_junit_line.ts";
import { readPlainTest } from "../formats/read_test_line.ts";
import type { Host } from "../host/host.ts";
import { TEST_OUTCOMES } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { type ByteBlocks, writeBytes } from "./byte_blocks.ts";
import { type CountedSuite, takeTests, type TestsSource, type TestTaker } from "./counted_suite.ts";

/**
 * Writes `junit.xml` of a run from the tests that count, streamed: memory does not grow with their
 * number. Earlier tries stand inside their test, in Surefire's dialect.
 */
export async function writeJunit(
  host: Host,
  suites: readonly CountedSuite[],
  source: TestsSource,
): Promise<Result<void, Problem>> {
  return await writeBytes(host, `${source.runFolder}/junit.xml`, async (blocks) => {
    const { put } = blocks;
    put.text(junitStart());
    for (const counted of suites) {
      const { suite, execution } = counted;
      const seconds = execution.durationMs / 1000;
      // Told before the cases, so counted before: what is declared is what is shown.
      const counts = await countCases(host, counted, source);
      put.text(junitSuiteStart(suite.name, counts, seconds));
      await takeTests(host, counted, { source, taker: caseWriter(blocks) });
      put.text(junitSuiteEnd());
    }
    put.text(junitEnd());
  });
}

function caseWriter({ put, settle }: ByteBlocks): TestTaker {
  return {
    settle,
    test: (test) => put.text(junitCase(test)),
    plain(bytes, line) {
      if (!putJunitLine(put, bytes, line)) put.text(junitCase(readPlainTest(bytes, line)));
    },
  };
}

async function countCases(
  host: Host,
  counted: CountedSuite,
  source: TestsSource,
): Promise<JunitCounts> {
  let counts = NO_JUNIT_CASES;
  const taker: TestTaker = {
    test: (test) => void (counts = countJunit(counts, test)),
    plain(_, { outcome, isQuarantined }) {
      const quarantine = isQuarantined ? "" : null;
      counts = countJunit(counts, { outcome: TEST_OUTCOMES[outcome]!, quarantine });
    },
  };
  await takeTests(host, counted, { source, taker });
  return counts;
}
