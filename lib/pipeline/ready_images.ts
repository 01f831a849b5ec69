import { preflight, type ReadyEngine } from "../execute/preflight.ts";
import type { Host } from "../host/host.ts";
import type { ContainerSettings, Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { Fallback } from "../model/verdict.ts";
import type { ImageState } from "./gate_session.ts";
import type { ReadyRemote } from "./remote_session.ts";
import { imageReference } from "./run_suite.ts";

/** What a run knows of engine and images before its first suite. */
export interface Readiness {
  /** The first engine and image that are ready; null when nothing is. */
  readonly engine: ReadyEngine | null;
  readonly images: ReadonlyMap<string, ImageState>;
  /** Why no container can be used at all, or null. */
  readonly fallback: Fallback | null;
  /** Set where the engine is one of many machines. */
  readonly remote?: ReadyRemote;
}

/** Options of `readyImages`. */
export interface ReadyOptions {
  readonly signal: AbortSignal;
  readonly buildTag: string;
  readonly onSlow: (doing: "pulling" | "building", image: string) => void;
  /** Told of what went wrong and was mended, such as a pull that needed a second try. */
  readonly warn?: (message: string) => void;
}

/** Readiness of a run that uses no container. */
export const NO_ENGINE: Readiness = { engine: null, images: new Map(), fallback: null };

/**
 * Readies every distinct image of a plan. Only a refusal of what the user asked for is a problem;
 * everything else that keeps containers from running is a reason for the failsafe.
 */
export async function readyImages(
  host: Host,
  plan: Plan,
  options: ReadyOptions,
): Promise<Result<Readiness, Problem>> {
  const wanted = distinctImages(plan, options.buildTag);
  if (wanted.size === 0) return ok({ ...NO_ENGINE, fallback: NO_IMAGE });
  const images = new Map<string, ImageState>();
  let engine: ReadyEngine | null = null;
  for (const [reference, ready] of await readyAll(host, wanted, options)) {
    if (!ready.ok && ready.error.kind !== "engine") return ready;
    if (ready.ok) engine ??= ready.value;
    images.set(reference, ready.ok ? ok(ready.value.image) : err(fallbackOf(ready.error)));
  }
  // An interrupt is no fault of the engine's: nothing falls back, because nothing will run.
  if (engine === null && options.signal.aborted) return ok(NO_ENGINE);
  // Without any image there is one reason for all; else each suite that lacks its image has its own.
  if (engine === null) return ok({ ...NO_ENGINE, fallback: firstFallback(images) });
  return ok({ engine, images, fallback: null });
}

/** All at the same time, so that a registry that is silent is waited for once; a refusal ends the rest. */
async function readyAll(
  host: Host,
  wanted: ReadonlyMap<string, ContainerSettings>,
  options: ReadyOptions,
): Promise<readonly (readonly [string, Result<ReadyEngine, Problem>])[]> {
  const refused = new AbortController();
  const signal = AbortSignal.any([options.signal, refused.signal]);
  return await Promise.all(
    [...wanted].map(async ([reference, settings]) => {
      const ready = await preflight(host, settings, { ...options, signal });
      if (!ready.ok && ready.error.kind !== "engine") refused.abort();
      return [reference, ready] as const;
    }),
  );
}

const NO_IMAGE: Fallback = {
  reason: "image-missing",
  detail: "no image is configured and there is no Dockerfile",
  hint: 'Name one with --image or "container": { "image": … } in qa.jsonc',
  at: "preflight",
};

function distinctImages(plan: Plan, buildTag: string): Map<string, ContainerSettings> {
  const wanted = new Map<string, ContainerSettings>();
  for (const { container } of plan.suites) {
    if (container === null || (container.image === null && container.build === null)) continue;
    const reference = imageReference(container, buildTag);
    if (!wanted.has(reference)) wanted.set(reference, container);
  }
  return wanted;
}

function fallbackOf(problem: Problem): Fallback {
  if (problem.kind !== "engine") throw new Error(`not an engine problem: ${problem.kind}`);
  const { reason, detail, hint } = problem;
  return { reason, detail, hint, at: "preflight" };
}

/** Why the first image that is not ready cannot be used, or null. */
export function firstFallback(images: ReadonlyMap<string, ImageState>): Fallback | null {
  for (const state of images.values()) if (!state.ok) return state.error;
  return null;
}
