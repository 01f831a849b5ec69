import { idOfLine, isPlainLine, isWanted } from "../formats/plain_line.ts";
import type { Host } from "../host/host.ts";
import { isFailing } from "../model/outcome.ts";
import type { RecordedSuite } from "../model/recorded_run.ts";
import type { RecordedTest } from "../model/replay.ts";
import { streamRecordedTests } from "./stream_recorded_tests.ts";

/** Tests of one suite that are kept; with more, a whole suite is run anyway. */
const KEPT = 20_000;

/** Tests of a suite that matter to a replay. */
export interface GatheredTests {
  /** Every one that is not plainly passed or skipped, and those that were wanted, in their order. */
  readonly tests: readonly RecordedTest[];
  /** Failing tests that the record counts, and that are not among them. */
  readonly unnamed: number;
  /** Lines of the record that were no tests. */
  readonly refused: number;
}

/**
 * Gathers the tests of a recorded suite that matter to a replay, fast: a line that surely tells a
 * plain pass is not parsed (100,000 in some 0.2 s) unless its id, or the end of its id behind `::`,
 * is among the wanted. Without lines, those that the record names itself.
 */
export async function gatherRecordedTests(
  host: Host,
  suite: RecordedSuite,
  wanted: ReadonlySet<string> = new Set(),
): Promise<GatheredTests> {
  const { testsPath: path, name, named, unnamed } = suite;
  if (path === null) return { tests: named, unnamed, refused: 0 };
  const tests: RecordedTest[] = [];
  let [failing, refused] = [0, 0];
  const matters = (line: string): boolean => !isPlainLine(line) || mayBeWanted(line, wanted);
  const onRefused = (count: number): void => void (refused = count);
  for await (const test of streamRecordedTests(host, { path, suite: name, matters, onRefused })) {
    const isPlain = test.outcome === "passed" || test.outcome === "skipped";
    if (isPlain && test.earlier.length === 0 && !isWanted(test.id, wanted)) continue;
    if (tests.length === KEPT) continue;
    if (isFailing(test.outcome)) failing++;
    const { id, file, class: group, outcome, quarantine } = test;
    tests.push({ id, suite: name, file, class: group, name: test.name, outcome, quarantine });
  }
  return { tests, unnamed: Math.max(0, (suite.failing ?? 0) - failing), refused };
}

function mayBeWanted(line: string, wanted: ReadonlySet<string>): boolean {
  if (wanted.size === 0) return false;
  const id = idOfLine(line);
  return id === null || isWanted(id, wanted);
}
