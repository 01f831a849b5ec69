import type { TaskNote } from "../execute/run_tasks.ts";
import { openRemoteLog } from "../write/remote_log.ts";
import type { GateSession } from "./gate_session.ts";
import type { FarSession } from "./make_job.ts";
import type { ReadyRemote } from "./remote_session.ts";

/** A session whose suites run on many machines; what dead runs have left there is removed beside it. */
export async function openRemote(
  session: GateSession,
  { engine, request, readiness }: ReadyRemote,
): Promise<FarSession> {
  const { host, run, redactor, warn, nonce, pending } = session;
  const log = await openRemoteLog(host, run.path, { redactor, warn });
  const startMs = host.monotonicMs();
  const note = (event: TaskNote): void => {
    const ms = Math.round(host.monotonicMs() - startMs);
    log.add({ ms, ...tell(event) });
  };
  pending.push(engine.reap());
  return {
    ...session,
    remote: {
      ...{ engine, request, readiness, note, close: log.close },
      nonce: nonce?.value ?? host.randomHex(16),
    },
  };
}

function tell(event: TaskNote): object {
  if (event.type === "life") return tellLife(event);
  if (event.type !== "ended") return event;
  const { exitCode, ...rest } = event;
  return { ...rest, exit_code: exitCode };
}

/** A life in one line; what came of its suites is in their own files. */
function tellLife({ life, use }: Extract<TaskNote, { type: "life" }>) {
  const { suites, startedAt, exitCode, toldCode, ...rest } = life;
  return {
    ...{ type: "life", use, ...rest, started_at: startedAt, exit_code: exitCode },
    told_code: toldCode,
    suites: [...suites].map(([at, { begun, skipped, done }]) => ({
      ...{ at, begun, skipped, exit_code: done?.code ?? null, why: done?.why ?? null },
      duration_ms: done?.durationMs ?? null,
    })),
  };
}
