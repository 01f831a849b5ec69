import { newCounters } from "../execute/count_stream.ts";
import { runLocally } from "../execute/run_locally.ts";
import { formatOwner, ownerOf } from "../model/owner.ts";
import type { PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import type { GateSession } from "./gate_session.ts";
import { openExecution } from "./open_execution.ts";

/** Runs the failsafe form of a suite on this machine and judges it. */
export async function runSuiteLocally(
  session: GateSession,
  suite: PlannedSuite,
  command: SuiteCommand,
): Promise<Execution> {
  const { host, plan } = session;
  const opened = await openExecution(session, suite, command, "failsafe");
  const counters = { stdout: newCounters(), stderr: newCounters() };
  session.progress.set(suite.name, { startedMs: host.monotonicMs(), ...counters });
  const facts = await runLocally(host, {
    ...counters,
    command,
    root: plan.root,
    reportPath: opened.freshReport,
    folder: opened.folder,
    label: opened.label,
    redactor: session.redactor,
    cancel: session.cancel,
    warn: session.warn,
    onStarted: (groupId) => noteGroup(session, groupId),
  });
  // Loaded only now: by then the tests have run, and nothing waited for it.
  const { closeExecution } = await import("./close_execution.ts");
  return await closeExecution(session, opened, facts);
}

/** A later run ends this group if we die first: see `reapSpools`. */
async function noteGroup(session: GateSession, pid: number): Promise<void> {
  const { host, run } = session;
  const identity = host.identify(pid);
  if (identity === null) return;
  session.groups.add(pid);
  const sink = await host.files.append(`${run.spool}/groups`);
  if (!sink.ok) return;
  const line = formatOwner(ownerOf(host.machine, identity));
  await sink.value.write(new TextEncoder().encode(`${line}\n`));
  await sink.value.close();
}
