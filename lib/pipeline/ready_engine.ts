import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { ok, type Result } from "../model/result.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { RunFolder } from "../write/open_run.ts";
import { buildTag } from "./build_tag.ts";
import { NO_ENGINE, type Readiness, readyImages } from "./ready_images.ts";

/** What is told while the engine gets ready, and what ends the waiting. */
export interface ReadyEngineOptions {
  readonly signal: AbortSignal;
  readonly emit: (event: RunEvent) => void;
  readonly run: Pick<RunFolder, "runId">;
}

/** Tells that a run begins, and gets the engine and every image of its plan ready, each step told. */
export async function readyEngine(
  host: Host,
  plan: Plan,
  { signal, emit, run }: ReadyEngineOptions,
): Promise<Result<Readiness, Problem>> {
  tellStart(plan, { emit, run });
  if (plan.mode === "failsafe") return ok(NO_ENGINE);
  const first = plan.suites.find(({ container }) => container?.image ?? container?.build);
  if (first?.container) {
    const { dockerBin, image } = first.container;
    emit({ type: "preflight-started", docker_bin: dockerBin, image: image ?? buildTag(plan) });
  }
  const ready = await readyImages(host, plan, {
    signal,
    buildTag: buildTag(plan),
    warn: (message) => emit({ type: "warning", message }),
    onSlow: (doing, image) => emit({ type: "image-started", doing, image }),
  });
  if (ready.ok) tellReadiness(ready.value, plan, emit);
  return ready;
}

/** Tells that a run begins. */
export function tellStart(
  plan: Plan,
  { emit, run }: Pick<ReadyEngineOptions, "emit" | "run">,
): void {
  emit({
    type: "run-started",
    run_id: run.runId,
    project: plan.project,
    profile: plan.profile,
    mode: plan.mode,
    suites: plan.suites.map((suite) => suite.name),
  });
}

/** Tells that the engine is ready, or what runs without it and what nothing checks. */
export function tellReadiness(ready: Readiness, plan: Plan, emit: (event: RunEvent) => void): void {
  if (ready.engine) {
    const { version, reference, image } = ready.engine;
    emit({
      type: "preflight-passed",
      engine: version.serverVersion,
      image: reference,
      image_id: image.id,
    });
  }
  if (ready.fallback === null) return;
  const mayFallBack = plan.mode === "auto";
  const local = plan.suites.filter((suite) => mayFallBack && suite.failsafe !== null);
  const { at: phase, ...cause } = ready.fallback;
  emit({
    type: "fallback",
    phase,
    ...cause,
    suites: local.map((suite) => suite.name),
    not_checked: plan.suites.filter((suite) => !local.includes(suite)).map((suite) => suite.name),
  });
}
