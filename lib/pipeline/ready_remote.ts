import type { Host } from "../host/host.ts";
import type { EngineName } from "../model/remote_engine.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { Fallback } from "../model/verdict.ts";
import { loadEngine } from "./engine_table.ts";
import type { GateTables } from "./gate_session.ts";
import { NO_ENGINE, type Readiness } from "./ready_images.ts";
import type { ReadyRemote } from "./remote_session.ts";
import { type ReadyEngineOptions, tellReadiness, tellStart } from "./ready_engine.ts";

/**
 * Gets an engine of many machines ready, and tells it as a run tells its own. What keeps it from running
 * is a reason for the failsafe; a refusal of what the user asked for is a problem.
 */
export async function readyRemote(
  host: Host,
  plan: Plan,
  { tables, spool, ...options }: ReadyEngineOptions & {
    readonly tables: GateTables;
    /** Absolute private folder of the run. */
    readonly spool: string;
  },
): Promise<Result<Readiness, Problem>> {
  const { remote: request } = plan;
  if (request === undefined) throw new Error("no engine of many machines was asked for");
  const { emit } = options;
  tellStart(plan, options);
  const image = plan.suites[0]?.container?.image ?? "";
  emit({ type: "preflight-started", docker_bin: request.engine, image });
  const engine = await (tables.openEngine ?? loadEngine)(host, request.engine, {
    ...request,
    folder: `${spool}/engine`,
  });
  const prepared = await engine.prepare(image);
  const ready = prepared.ok
    ? ok(readinessOf({ engine, request, readiness: prepared.value }, image))
    : fallBack(prepared.error, request.engine);
  if (prepared.ok) {
    for (const message of prepared.value.warnings) emit({ type: "warning", message });
  }
  if (ready.ok) tellReadiness(ready.value, plan, emit);
  return ready;
}

function readinessOf(remote: ReadyRemote, reference: string): Readiness {
  const { image, version, platform } = remote.readiness;
  const digests = image.includes("@sha256:") ? [image] : [];
  const unknown = { entrypoint: [], command: [], user: "", env: [] };
  return {
    engine: {
      version: {
        ...{ clientVersion: "", serverVersion: `${remote.engine.name} ${version}`, apiVersion: "" },
        ...{ ...platform, kernel: "" },
      },
      reference,
      image: { id: image, digests, ...platform, ...unknown },
    },
    images: new Map([[reference, ok({ id: image, entrypoint: [] })]]),
    fallback: null,
    remote,
  };
}

function fallBack(problem: Problem, engine: EngineName): Result<Readiness, Problem> {
  if (problem.kind !== "engine") return { ok: false, error: problem };
  const { reason, hint } = problem;
  // The reasons speak of docker.
  const detail = engine === "kubernetes" ? `kubectl: ${problem.detail}` : problem.detail;
  const fallback: Fallback = { reason, detail, hint, at: "preflight" };
  return ok({ ...NO_ENGINE, fallback });
}
