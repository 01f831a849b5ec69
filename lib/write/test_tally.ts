import type { PlainTestLine } from "../formats/plain_test_line.ts";
import { readPlainTest } from "../formats/read_test_line.ts";
import { openNamedTests } from "../model/named_tests.ts";
import { TEST_OUTCOMES } from "../model/outcome.ts";
import { MARKED } from "../model/test_columns.ts";
import type { NamedTests } from "../model/run_record.ts";
import { addCounts, countTest, NO_TESTS } from "../model/test_counts.ts";
import type { TestCounts, TestRecord } from "../model/test_result.ts";

/** What tests that were written come to. */
export interface MergedTests extends NamedTests {
  readonly counts: TestCounts;
}

/** What is known of tests that are written one after the other. */
export interface TestTally {
  test(test: TestRecord): void;
  /** A test in its line: only one that failed or is flaky is read whole. */
  line(bytes: Uint8Array, line: PlainTestLine): void;
  end(): MergedTests;
}

/** Opens a tally of nothing. */
export function openTestTally(): TestTally {
  const named = openNamedTests();
  const plain = new Float64Array(TEST_OUTCOMES.length);
  let counts = NO_TESTS;
  const test = (one: TestRecord): void => {
    named.add(one);
    counts = countTest(counts, one);
  };
  return {
    test,
    line(bytes, line) {
      if (MARKED[line.outcome]) test(readPlainTest(bytes, line));
      else plain[line.outcome]!++;
    },
    end() {
      const unmarked = TEST_OUTCOMES.map((outcome, at) =>
        times(countTest(NO_TESTS, { outcome, quarantine: null }), plain[at]!)
      );
      return { ...named.end(), counts: addCounts([counts, ...unmarked]) };
    },
  };
}

function times(counts: TestCounts, factor: number): TestCounts {
  const entries = Object.entries(counts).map(([key, count]) => [key, count * factor]);
  return { ...NO_TESTS, ...Object.fromEntries(entries) };
}
