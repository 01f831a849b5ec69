import { toldSuites } from "../classify/told_suites.ts";
import { scheduleSuites } from "../execute/schedule_suites.ts";
import type { SuiteRecord } from "../model/run_record.ts";
import type { GateSession } from "./gate_session.ts";
import { runSuite, skippedSuite } from "./run_suite.ts";

/** Runs every suite of the plan, the longest first where not all can run at once; records in plan order. */
export async function runSuites(session: GateSession): Promise<readonly SuiteRecord[]> {
  const { plan, cancel, deadline } = session;
  await warnOf(session, "expired", []);
  const records = await scheduleSuites(plan.suites, {
    jobs: plan.jobs,
    ranks: await rank(session),
    cancel,
    deadline: deadline.signal,
    failFast: plan.failFast,
    run: async (suite) => {
      if (session.refused === null) return await runSuite(session, suite);
      return skippedSuite(suite, "the engine refused the settings of another suite");
    },
    skip: (suite, why) => {
      session.emit({ type: "suite-skipped", suite: suite.name, why });
      return skippedSuite(suite, why);
    },
  });
  await warnOf(session, "unmatched", records);
  return records;
}

/** Says what is wrong with the quarantine; most runs have none, and then nothing is loaded for it. */
async function warnOf(
  { plan, quarantine, warn }: GateSession,
  what: "expired" | "unmatched",
  records: readonly SuiteRecord[],
): Promise<void> {
  if (plan.quarantine.length === 0) return;
  const { warnExpired, warnUnmatched } = await import("../classify/explain_quarantine.ts");
  const accounts = quarantine.accounts(toldSuites(plan, records));
  (what === "expired" ? warnExpired : warnUnmatched)(accounts).forEach(warn);
}

/** Nothing is read where the order makes no difference: one after the other, or all at once. */
async function rank({ host, plan, run, warn }: GateSession): Promise<ReadonlyMap<string, number>> {
  const { suites, jobs } = plan;
  if (jobs === 1 || suites.length <= jobs) return new Map();
  const [{ rankSuites }, { historyOf, withHistory }, { querySuiteDurations }] = await Promise.all([
    import("../plan/rank_suites.ts"),
    import("./with_history.ts"),
    import("../write/query_history.ts"),
  ]);
  const path = historyOf(plan, run.outputs);
  const isThere = path !== null && await host.files.stat(path) !== null;
  const known = isThere
    ? await withHistory(host, path, { warn, work: (it) => it.read(querySuiteDurations) })
    : null;
  return rankSuites(suites, known?.ok ? known.value : new Map());
}
