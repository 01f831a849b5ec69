import type { RankedRow } from "../classify/rank_changes.ts";
import type { Host } from "../host/host.ts";
import type { TestRecord } from "../model/test_result.ts";
import type { TriageChange, TriagedTest } from "../model/triage.ts";
import { type LoadedTests, loadTestLines } from "../write/load_tests.ts";

/** Both runs of a comparison, in columns. */
export interface BothTests {
  readonly before: LoadedTests;
  readonly after: LoadedTests;
}

/** The changes that are told one by one, with what both runs say of each: their lines are read again. */
export async function loadChanges(
  host: Host,
  ranked: readonly RankedRow[],
  { before, after }: BothTests,
): Promise<readonly TriageChange[]> {
  const [linesBefore, linesAfter] = await Promise.all([
    loadTestLines(host.files, before, ranked.map((one) => one.before).filter((row) => row >= 0)),
    loadTestLines(host.files, after, ranked.map((one) => one.after).filter((row) => row >= 0)),
  ]);
  return ranked.flatMap(({ kind, severity, ...rows }) => {
    const was = testIn(before, rows.before, linesBefore);
    const is = testIn(after, rows.after, linesAfter);
    const named = is ?? was;
    // A line that changed while we read it is counted and cannot be told.
    if (named === null) return [];
    return [{ kind, severity, id: named.id, suite: named.suite, before: was, after: is }];
  });
}

interface NamedTest extends TriagedTest {
  readonly id: string;
  readonly suite: string;
}

function testIn(
  { columns, named }: LoadedTests,
  row: number,
  lines: ReadonlyMap<number, TestRecord>,
): NamedTest | null {
  const record = lines.get(row);
  if (record !== undefined) return fromRecord(record);
  const told = row < 0 || columns.offset[row]! >= 0 ? undefined : named[row];
  if (told === undefined) return null;
  const { id, suite, file, outcome, quarantine } = told;
  const unknown = { durationMs: null, fingerprint: null, message: "", line: null };
  return { id, suite, file, outcome, isQuarantined: quarantine !== null, ...unknown };
}

function fromRecord(record: TestRecord): NamedTest {
  const { id, suite, file, outcome, message, line, fingerprint } = record;
  const isQuarantined = record.quarantine !== null;
  return {
    ...{ id, suite, file, outcome, message, line, fingerprint, isQuarantined },
    durationMs: record.duration_ms,
  };
}
