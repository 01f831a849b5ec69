import { isFailing } from "../model/outcome.ts";
import {
  REPEATED_KEPT,
  type RepeatedTest,
  type RepeatVerdict,
  type SuiteRepeat,
} from "../model/repeat.ts";
import type { TestRecord } from "../model/test_result.ts";

/** What a tally looks at in a test of one run. */
export type TalliedTest = Pick<TestRecord, "id" | "outcome" | "duration_ms" | "message">;

/** Counts how often each test failed over several runs. */
export interface RepeatTally {
  add(test: TalliedTest): void;
  end(): Pick<SuiteRepeat, "verdicts" | "tests">;
}

/** Beyond these nothing is kept: a tally has to end in bounded memory, whatever the suite is. */
const MOST_TESTS = 100_000;
const MOST_DURATIONS = 1_000_000;

interface Entry {
  runs: number;
  failures: number;
  /** Runs in which the tool itself tried it again until it passed. */
  flaky: number;
  durations: number[];
  message: string;
}

/**
 * Opens a tally. A test that was skipped has not run; one that the tool itself tried again until it
 * passed fails sometimes. Memory is bounded: of very many tests, the first are told.
 */
export function tallyRepeats(): RepeatTally {
  const entries = new Map<string, Entry>();
  let durations = 0;
  return {
    add: ({ id, outcome, duration_ms, message }) => {
      if (outcome === "skipped" || outcome === "not-run") return;
      const entry = entries.get(id) ?? newEntry();
      if (entry.runs === 0 && entries.size >= MOST_TESTS) return;
      entries.set(id, entry);
      entry.runs += 1;
      if (isFailing(outcome)) entry.failures += 1;
      if (outcome === "flaky") entry.flaky += 1;
      if (isFailing(outcome) && entry.message === "") entry.message = message;
      if (duration_ms !== null && durations++ < MOST_DURATIONS) entry.durations.push(duration_ms);
    },
    end: () => endTally(entries),
  };
}

function newEntry(): Entry {
  return { runs: 0, failures: 0, flaky: 0, durations: [], message: "" };
}

const ORDER: readonly RepeatVerdict[] = ["sometimes", "always", "never"];

function endTally(
  entries: ReadonlyMap<string, Entry>,
): Pick<SuiteRepeat, "verdicts" | "tests"> {
  const verdicts = { always: 0, sometimes: 0, never: 0 };
  const ids: Record<RepeatVerdict, string[]> = { always: [], sometimes: [], never: [] };
  for (const [id, entry] of entries) {
    const verdict = verdictOf(entry);
    verdicts[verdict] += 1;
    if (ids[verdict].length < REPEATED_KEPT) ids[verdict].push(id);
  }
  const listed = ORDER.flatMap((verdict) => ids[verdict]).slice(0, REPEATED_KEPT);
  return { verdicts, tests: listed.map((id) => describe(id, entries.get(id) ?? newEntry())) };
}

function verdictOf({ runs, failures, flaky }: Entry): RepeatVerdict {
  if (failures + flaky === 0) return "never";
  return failures === runs ? "always" : "sometimes";
}

function describe(id: string, entry: Entry): RepeatedTest {
  const { runs, failures, message } = entry;
  const verdict = verdictOf(entry);
  return { id, verdict, runs, failures, durationMs: spread(entry.durations), message };
}

/** Smallest, middle and largest; of an even number, the mean of the two in the middle. */
function spread(durations: readonly number[]): RepeatedTest["durationMs"] {
  const sorted = durations.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return null;
  const upper = sorted[Math.floor(sorted.length / 2)] ?? max;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? min;
  return { min, median: (lower + upper) / 2, max };
}
