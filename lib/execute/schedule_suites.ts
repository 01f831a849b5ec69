import type { PlannedSuite } from "../model/plan.ts";
import type { SuiteRecord } from "../model/run_record.ts";

/** How suites are run: the scheduler knows nothing of containers. */
export interface ScheduleOptions {
  /** Suites at once, at least 1. */
  readonly jobs: number;
  /** How urgent a suite is; of those that may start, the highest goes first, else the plan's order. */
  readonly ranks?: ReadonlyMap<string, number>;
  /** Runs one suite to its record; must not reject. */
  readonly run: (suite: PlannedSuite) => Promise<SuiteRecord>;
  /** The record of a suite that is not started, with the reason. */
  readonly skip: (suite: PlannedSuite, why: string) => SuiteRecord;
  /** Aborted by an interrupt: nothing more is started. */
  readonly cancel: AbortSignal;
  /** Aborted when the time of the whole run is up: nothing more is started. */
  readonly deadline?: AbortSignal;
  /** After a required suite that failed, nothing more is started. */
  readonly failFast?: boolean;
}

/**
 * Runs suites, the most urgent first, up to `jobs` at once; a suite starts when all that it needs have
 * passed, and is skipped when one of them did not. Records come back in the order of the plan.
 */
export async function scheduleSuites(
  suites: readonly PlannedSuite[],
  options: ScheduleOptions,
): Promise<readonly SuiteRecord[]> {
  const done = new Map<string, SuiteRecord>();
  const ready = openReady(suites, options.ranks ?? new Map());
  let failed: SuiteRecord | null = null;
  const end = (record: SuiteRecord): void => {
    done.set(record.name, record);
    if (options.failFast === true && isFailure(record)) failed ??= record;
    ready.release(record.name);
  };
  await new Promise<void>((resolve, reject) => {
    let running = 0;
    const fill = (): void => {
      for (let next = null; running < options.jobs && (next = ready.take()) !== null;) {
        const why = reasonToSkip(next, { done, failed, options });
        if (why !== null) {
          end(options.skip(next, why));
          continue;
        }
        running++;
        options.run(next).then((record) => {
          running--;
          end(record);
          fill();
        }).catch(reject);
      }
      if (running === 0) resolve();
    };
    fill();
  });
  const left = suites.filter(({ name }) => !done.has(name)).map(({ name }) => name);
  if (left.length > 0) throw new Error(`suites wait for each other: ${left.join(", ")}`);
  return suites.flatMap(({ name }) => done.get(name) ?? []);
}

/** Suites that may start: all that they need has ended. */
interface Ready {
  /** The most urgent one, once. */
  take(): PlannedSuite | null;
  /** Tells that a suite has ended. */
  release(name: string): void;
}

/** Each suite and each need is looked at once; a thousand suites cost a millisecond together. */
function openReady(
  suites: readonly PlannedSuite[],
  ranks: ReadonlyMap<string, number>,
): Ready {
  const ordered = suites.toSorted((a, b) => byRank(ranks.get(a.name), ranks.get(b.name)));
  const open = ordered.map(({ needs }) => new Set(needs).size);
  const waiting = Map.groupBy(
    ordered.flatMap(({ needs }, at) => [...new Set(needs)].map((need) => ({ need, at }))),
    ({ need }) => need,
  );
  /** No suite before this place may start. */
  let first = 0;
  return {
    take: () => {
      while (first < ordered.length && open[first] !== 0) first++;
      const next = ordered[first];
      if (next !== undefined) open[first] = TAKEN;
      return next ?? null;
    },
    release: (name) => {
      for (const { at } of waiting.get(name) ?? []) {
        open[at] = (open[at] ?? 0) - 1;
        if (open[at] === 0) first = Math.min(first, at);
      }
    },
  };
}

const TAKEN = -1;

/** Infinite ranks are equal, and equal ones keep the order of the plan. */
function byRank(a = 0, b = 0): number {
  return a === b ? 0 : b - a;
}

function isFailure({ required, outcome }: SuiteRecord): boolean {
  return required && FAILURES.has(outcome);
}

/** Nothing that runs afterwards makes a run green again. */
const FAILURES: ReadonlySet<string> = new Set(["failed", "timed-out", "crashed", "unproven"]);

interface Situation {
  readonly done: ReadonlyMap<string, SuiteRecord>;
  readonly failed: SuiteRecord | null;
  readonly options: Pick<ScheduleOptions, "cancel" | "deadline">;
}

function reasonToSkip(
  suite: PlannedSuite,
  { done, failed, options: { cancel, deadline } }: Situation,
): string | null {
  if (cancel.aborted) return "the run was interrupted before it started";
  if (deadline?.aborted === true) return "the deadline of the run passed before it started";
  const broken = suite.needs.find((name) => done.get(name)?.outcome !== "passed");
  if (broken !== undefined) {
    return `it needs "${broken}", which ${done.get(broken)?.outcome ?? "is not part of this run"}`;
  }
  if (failed === null) return null;
  return `"${failed.name}" had ${failed.outcome} before, and the run is to fail fast`;
}
