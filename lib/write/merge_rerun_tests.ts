import { openHashTable } from "../formats/hash_table.ts";
import { KEY_WORDS, openKeyedHash } from "../formats/keyed_hash.ts";
import { readPlainTest, readTestLine } from "../formats/read_test_line.ts";
import { sameBytes } from "../formats/same_bytes.ts";
import type { Host } from "../host/host.ts";
import { isFailing, TEST_OUTCOMES, type TestOutcome } from "../model/outcome.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { TestRecord } from "../model/test_result.ts";
import { writeBytes } from "./byte_blocks.ts";
import { drawKey } from "./draw_key.ts";
import { gatherOlder, type OlderTry } from "./gather_older.ts";
import type { MergedTests } from "./test_tally.ts";
import { scanTestLines, type TestLineWork } from "./scan_test_lines.ts";
import { openTestTally } from "./test_tally.ts";

/** Whose tests are joined, and where to. */
export interface RerunTests {
  readonly suite: string;
  /** Absolute paths of the lines of every run, the oldest first. */
  readonly paths: readonly string[];
  /** Absolute path of the joined file. */
  readonly target: string;
  /** True where all runs are of the same code: then a pass after a failure is flaky, else it is a pass. */
  readonly isSameCode: boolean;
}

/** What a joined file holds, and how many tests each of the files that were joined told. */
export interface JoinedTests extends MergedTests {
  /** By path. */
  readonly told: ReadonlyMap<string, number>;
}

/** What is taken of a file: tests that ran, and those that did not. */
type Part = "ran" | "rest" | "all";

/**
 * Writes the tests of a suite from several runs of it, each once: the last one that ran it counts, and
 * its older failing tries stand in `earlier`. Streamed from the newest to the oldest, so that only the
 * older failures of tests that were run again are in memory, and of all others some 20 bytes. A line in
 * our own layout to which nothing is added is copied as it is.
 */
export async function mergeRerunTests(
  host: Host,
  request: RerunTests,
): Promise<Result<JoinedTests, Problem>> {
  const { suite, paths, isSameCode } = request;
  const ids = openKeyedHash(drawKey(host, KEY_WORDS));
  const older = await gatherOlder(host, { suite, paths, hash: ids });
  const done = openHashTable();
  const tally = openTestTally();
  const isOwn = sameBytes(suite);
  const isNew = (): boolean => done.add(ids.out[0]!, ids.out[1]!);
  const told = new Map<string, number>();
  const written = await writeBytes(host, request.target, async ({ put, settle }) => {
    const add = (test: TestRecord): void => {
      const joined = joinTries(test, older.tries.get(test.id) ?? [], isSameCode);
      tally.test(joined);
      put.text(`${JSON.stringify(joined)}\n`);
    };
    const workOf = (part: Part, tell: (isTaken: boolean) => void): TestLineWork => ({
      settle,
      plain(bytes, line) {
        if (!isOwn(bytes, line.suiteStart, line.suiteEnd)) return;
        const isTaken = part === "all" || RAN[line.outcome] === (part === "ran");
        tell(isTaken);
        if (!isTaken) return;
        ids.ascii(bytes, line.idStart, line.idEnd);
        if (!isNew()) return;
        if (older.ids.find(ids.out[0]!, ids.out[1]!) >= 0) return add(readPlainTest(bytes, line));
        tally.line(bytes, line);
        put.bytes(bytes, line.start, line.end);
      },
      odd(bytes) {
        const test = readTestLine(bytes);
        if (test?.suite !== suite) return;
        const isTaken = part === "all" || hasRun(test.outcome) === (part === "ran");
        tell(isTaken);
        if (!isTaken) return;
        ids.text(test.id);
        if (isNew()) add(test);
      },
    });
    // One run alone keeps its order: nothing in it stands for anything else.
    const rest: string[] = [];
    for (const path of paths.toReversed()) {
      let [count, left] = [told.get(path) ?? 0, 0];
      const work = workOf(paths.length === 1 ? "all" : "ran", (isTaken) => {
        count++;
        if (!isTaken) left++;
      });
      await scanTestLines(host, path, work);
      if (count > 0) told.set(path, count);
      if (left > 0) rest.push(path);
    }
    // At last what no run ran.
    for (const path of rest) await scanTestLines(host, path, workOf("rest", () => {}));
  });
  return written.ok ? ok({ ...tally.end(), told }) : written;
}

function joinTries(
  test: TestRecord,
  older: readonly OlderTry[],
  isSameCode: boolean,
): TestRecord {
  // The test itself is the newest that ran; its own failing try is among them where it failed.
  const own = isFailing(test.outcome) || test.outcome === "flaky";
  const before = own ? older.slice(0, -1) : older;
  if (before.length === 0) return test;
  const earlier = [...before.flatMap(({ tries }) => tries), ...test.earlier];
  const isFlaky = isSameCode && !isFailing(test.outcome) && hasRun(test.outcome);
  return { ...test, outcome: isFlaky ? "flaky" : test.outcome, earlier };
}

function hasRun(outcome: TestOutcome): boolean {
  return outcome !== "skipped" && outcome !== "not-run";
}

const RAN = TEST_OUTCOMES.map(hasRun);
