import type { ReadyImage } from "../execute/container_request.ts";
import type { PlannedSuite } from "../model/plan.ts";
import type { Execution } from "../model/run_record.ts";
import type { GateSession } from "./gate_session.ts";
import { type Attempt, openExecution, placeOfTests } from "./open_execution.ts";
import { fence, removeLater, runContainer } from "./run_container.ts";

/** Runs a suite in a fresh container and judges it; the container is removed once its evidence is safe. */
export async function runSuiteInContainer(
  session: GateSession,
  suite: PlannedSuite,
  image: ReadyImage,
  attempt: Attempt,
): Promise<Execution> {
  const opened = await openExecution(session, suite, attempt, "container");
  const box = `${opened.spool}/box`;
  const { folder, label } = opened;
  const tests = placeOfTests(opened);
  const ran = await runContainer(session, { suite, image, attempt, folder, label, box, tests });
  const { container, facts } = ran;
  // Loaded only now: by then the tests have run, and nothing waited for it.
  const { closeExecution } = await import("./close_execution.ts");
  const id = facts.container?.account.id ?? "";
  const closing = closeExecution(session, opened, facts);
  const hasProblem = (facts.container?.problem ?? null) !== null;
  if (!hasProblem && facts.container?.account.state?.status === "exited") {
    removeLater(session, container, id);
  }
  const execution = await closing;
  if (execution.fallback !== null) await fence(session, ran);
  else if (!session.removed.has(id)) removeLater(session, container, id);
  const { leaveBox } = await import("./leave_box.ts");
  await leaveBox(session, { label, box, mayRun: session.unfenced.has(suite.name) });
  return execution;
}
