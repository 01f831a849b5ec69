import type { ReadyImage } from "../execute/container_request.ts";
import type { DiagnosticAttempt } from "../model/diagnostic_attempt.ts";
import type { Plan } from "../model/plan.ts";
import type { AttemptSettings } from "../model/remedy.ts";
import type { ContainedSuite } from "../plan/apply_remedy.ts";
import type { DiagnosticSession } from "./diagnostic_session.ts";
import type { GateSession } from "./gate_session.ts";
import { plantNonce } from "./plant_nonce.ts";
import { runAttempt } from "./run_attempt.ts";

/** One attempt in a session of its own root: nothing that an attempt has lost is lost for the next. */
export async function runOne(
  session: DiagnosticSession,
  own: Plan,
  call: {
    readonly number: number;
    readonly settings: AttemptSettings;
    readonly origin: DiagnosticAttempt["origin"];
    readonly suite: ContainedSuite;
    readonly image: ReadyImage;
  },
): Promise<DiagnosticAttempt> {
  const { base, host } = session;
  const isElsewhere = own.root !== base.plan.root;
  const nonce = isElsewhere ? await plantNonce(host, own, base.run, base.warn) : base.nonce;
  const fresh: GateSession = { ...base, plan: own, nonce, engineLost: null, refused: null };
  try {
    return await runAttempt(session, fresh, call);
  } finally {
    if (isElsewhere && nonce !== null) await host.files.remove(`${own.root}/${nonce.path}`);
  }
}
