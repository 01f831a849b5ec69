import { newCounters } from "../execute/count_stream.ts";
import { runLocally } from "../execute/run_locally.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import type { GateSession } from "./gate_session.ts";
import { noteGroup } from "./note_group.ts";
import { type Attempt, openExecution, placeOfTests } from "./open_execution.ts";

/** Runs the failsafe form of a suite on this machine and judges it. */
export async function runSuiteLocally(
  session: GateSession,
  suite: PlannedSuite,
  attempt: Attempt,
): Promise<Execution> {
  const { host, plan } = session;
  const opened = await openExecution(session, suite, attempt, "failsafe");
  const counters = { stdout: newCounters(), stderr: newCounters() };
  const tests = placeOfTests(opened);
  session.progress.set(suite.name, {
    ...{ startedMs: host.monotonicMs(), ...counters },
    ...(tests && { tests }),
  });
  let group = 0;
  const facts = await runLocally(host, {
    ...counters,
    command: attempt.command,
    root: plan.root,
    reportPath: opened.freshReport,
    folder: opened.folder,
    label: opened.label,
    redactor: session.redactor,
    cancel: session.cancel,
    warn: session.warn,
    onStarted: (started) => noteGroup(session, group = started),
  });
  session.groups.delete(group);
  // Loaded only now: by then the tests have run, and nothing waited for it.
  const { closeExecution } = await import("./close_execution.ts");
  return await closeExecution(session, opened, facts);
}
