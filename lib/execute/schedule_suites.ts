import type { PlannedSuite } from "../model/plan.ts";
import type { SuiteRecord } from "../model/run_record.ts";

/** How suites are run: the scheduler knows nothing of containers. */
export interface ScheduleOptions {
  /** Suites at once, at least 1. */
  readonly jobs: number;
  /** Runs one suite to its record; must not reject. */
  readonly run: (suite: PlannedSuite) => Promise<SuiteRecord>;
  /** The record of a suite that is not started, with the reason. */
  readonly skip: (suite: PlannedSuite, why: string) => SuiteRecord;
  /** Aborted by an interrupt: nothing more is started. */
  readonly cancel: AbortSignal;
}

/**
 * Runs suites in the order of the plan, up to `jobs` at once; a suite starts when all that it needs
 * have passed, and is skipped when one of them did not. Records come back in the order of the plan.
 */
export async function scheduleSuites(
  suites: readonly PlannedSuite[],
  options: ScheduleOptions,
): Promise<readonly SuiteRecord[]> {
  const done = new Map<string, SuiteRecord>();
  const waiting = [...suites];
  const running = new Map<string, Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    const next = running.size < options.jobs ? takeReady(waiting, done) : null;
    if (next) {
      const why = reasonToSkip(next, done, options.cancel);
      if (why !== null) done.set(next.name, options.skip(next, why));
      else running.set(next.name, launch(next, options, done, running));
    } else if (running.size > 0) {
      await Promise.race(running.values());
    } else {
      throw new Error(`suites wait for each other: ${waiting.map((s) => s.name).join(", ")}`);
    }
  }
  return suites.map((suite) => done.get(suite.name)).filter((record) => record !== undefined);
}

async function launch(
  suite: PlannedSuite,
  options: ScheduleOptions,
  done: Map<string, SuiteRecord>,
  running: Map<string, Promise<void>>,
): Promise<void> {
  const record = await options.run(suite);
  done.set(suite.name, record);
  running.delete(suite.name);
}

function takeReady(
  waiting: PlannedSuite[],
  done: ReadonlyMap<string, SuiteRecord>,
): PlannedSuite | null {
  const at = waiting.findIndex((suite) => suite.needs.every((name) => done.has(name)));
  return at < 0 ? null : waiting.splice(at, 1)[0] ?? null;
}

function reasonToSkip(
  suite: PlannedSuite,
  done: ReadonlyMap<string, SuiteRecord>,
  cancel: AbortSignal,
): string | null {
  if (cancel.aborted) return "the run was interrupted before it started";
  const broken = suite.needs.find((name) => done.get(name)?.outcome !== "passed");
  if (broken === undefined) return null;
  return `it needs "${broken}", which ${done.get(broken)?.outcome ?? "is not part of this run"}`;
}
