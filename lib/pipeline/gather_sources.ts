import type { Host } from "../host/host.ts";
import type { Problem } from "../model/problem.ts";
import type { RecordedRun } from "../model/recorded_run.ts";
import type { RecordedSuiteState } from "../model/replay.ts";
import { ok, type Result } from "../model/result.ts";
import type { ReplaySource } from "../plan/replay_source.ts";
import { gatherRecordedTests } from "../write/gather_recorded_tests.ts";
import { loadRecord } from "../write/load_record.ts";

/** Where records are looked for. */
export interface RecordPlaces {
  /** Absolute folder that relative paths are told from. */
  readonly cwd: string;
  /** Absolute folder of outputs, for run ids and `latest`. */
  readonly outputs: string;
}

/** Loads every record, the oldest run first; the first that cannot be used is the problem. */
export async function loadRecords(
  host: Host,
  given: readonly string[],
  places: RecordPlaces,
): Promise<Result<readonly RecordedRun[], Problem>> {
  const loaded = await Promise.all(given.map((one) => loadRecord(host, one, places)));
  const records: RecordedRun[] = [];
  for (const one of loaded) {
    if (!one.ok) return one;
    // Given twice, a record would be its own newer answer.
    if (records.every(({ path }) => path !== one.value.path)) records.push(one.value);
  }
  const dated = records.map((record) => ({ record, start: startOf(record) }));
  // With one that does not tell when it was, all stay where their user has put them.
  if (dated.some(({ start }) => start === "")) return ok(records);
  return ok(dated.toSorted(byStart).map(({ record }) => record));
}

function byStart(a: { readonly start: string }, b: { readonly start: string }): number {
  return a.start === b.start ? 0 : a.start < b.start ? -1 : 1;
}

/** Ids of runs begin with their time, where nobody has chosen another one; "" where nothing tells it. */
function startOf({ startedAt, runId }: RecordedRun): string {
  const [, date = "", time = ""] = /^(\d{8})T(\d{6})Z-/.exec(runId) ?? [];
  if (startedAt !== null || date === "") return startedAt ?? "";
  const day = [date.slice(0, 4), date.slice(4, 6), date.slice(6)].join("-");
  return `${day}T${time.replace(/(..)(..)(..)/, "$1:$2:$3")}Z`;
}

/**
 * What of each record a replay looks at, streamed: tests that are not plainly passed, those that are
 * asked for, and those that an earlier record has among its own, for a newer one may say better of them.
 */
export async function gatherSources(
  host: Host,
  records: readonly RecordedRun[],
  asked: readonly string[],
): Promise<readonly ReplaySource[]> {
  const wanted = new Set(asked);
  const sources: ReplaySource[] = [];
  for (const record of records) {
    const suites: RecordedSuiteState[] = [];
    for (const suite of record.suites) {
      const { tests, unnamed } = await gatherRecordedTests(host, suite, wanted);
      const { name, kind, outcome } = suite;
      suites.push({ name, kind, outcome, tests, unnamed, ...partOf(record, name) });
    }
    if (records.length > 1) {
      for (const { tests } of suites) for (const { id } of tests) wanted.add(id);
    }
    sources.push({ record, suites: addLeft(suites, record, records) });
  }
  return sources;
}

/**
 * What a replay has left to be done, where neither its originals are given nor what it comes to with
 * them: it would seem to be done. Names alone do not select a test, so its suite is run as a whole.
 */
function addLeft(
  suites: readonly RecordedSuiteState[],
  { files }: RecordedRun,
  records: readonly RecordedRun[],
): readonly RecordedSuiteState[] {
  const replay = (files.summary ?? files.run)?.replay;
  const given = new Set(records.map(({ runId }) => runId));
  if (replay === undefined || replay.run_ids.every((id) => given.has(id))) return suites;
  const left = Map.groupBy(replay.outstanding, ({ suite }) => suite);
  const known = suites.map((suite) => {
    const count = left.get(suite.name)?.length ?? 0;
    return count === 0 ? suite : { ...stillRed(suite), unnamed: suite.unnamed + count };
  });
  const names = new Set(suites.map(({ name }) => name));
  const others = [...left].filter(([name]) => !names.has(name)).map(([name, { length }]) => ({
    ...{ name, kind: "unit", outcome: "failed", tests: [], unnamed: length } as const,
  }));
  return [...known, ...others];
}

function stillRed({ isPart: _, ...suite }: RecordedSuiteState): RecordedSuiteState {
  return suite.outcome === "passed" ? { ...suite, outcome: "failed" } : suite;
}

/** A replay of single tests says nothing of the rest of their suite. */
function partOf({ files }: RecordedRun, name: string): Pick<RecordedSuiteState, "isPart"> {
  const asked = (files.summary?.replay ?? files.run?.replay)?.suites;
  return asked?.find(({ suite }) => suite === name)?.scope === "tests" ? { isPart: true } : {};
}
