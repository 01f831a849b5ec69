import { dockerVersion } from "../docker/docker_version.ts";
import type { Host } from "../host/host.ts";
import type { Fallback } from "../model/verdict.ts";
import { NO_IMAGE } from "./diagnostic_engine.ts";
import type { Ladder, LadderCall } from "./diagnostic_session.ts";

/** Why nothing can be tried without an image: that there is none, or, worse, that no engine answers either. */
export async function nameNoEngine(host: Host, call: LadderCall): Promise<Ladder> {
  await host.files.remove(call.run.spool);
  const hasEngine = call.probe.telemetry.engine !== null;
  const fallback = hasEngine ? NO_IMAGE : await askEngine(host, call) ?? NO_IMAGE;
  const why = `${fallback.reason}: ${fallback.detail}`;
  return { attempts: [], end: { kind: "stop", why, needsPeople: true }, fallback, refused: null };
}

async function askEngine(host: Host, { interrupts }: LadderCall): Promise<Fallback | null> {
  const { result } = await host.run(dockerVersion("docker"), { signal: interrupts.signal });
  if (result.ok || result.error.kind !== "engine") return null;
  const { reason, detail, hint } = result.error;
  return { reason, detail, hint, at: "preflight" };
}
