import type { Host } from "../host/host.ts";
import { dockerBuild } from "../docker/docker_build.ts";
import { dockerImageInspect, type ImageFacts } from "../docker/docker_image_inspect.ts";
import { dockerPull } from "../docker/docker_pull.ts";
import { dockerVersion, type EngineVersion } from "../docker/docker_version.ts";
import type { ContainerSettings } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** A pull or a build may take this long: registries that accept and never answer exist. */
const IMAGE_TIMEOUT_MS = 15 * 60_000;

/** An engine that answered and an image that is there. */
export interface ReadyEngine {
  readonly version: EngineVersion;
  /** Reference as configured, or the tag of what was built. */
  readonly reference: string;
  readonly image: ImageFacts;
}

/** Options of `preflight`. */
export interface PreflightOptions {
  readonly signal: AbortSignal;
  /** Tag for an image that is built, unique for the project. */
  readonly buildTag: string;
  /** Told before something slow starts. */
  readonly onSlow: (doing: "pulling" | "building", image: string) => void;
}

/**
 * Finds out, within a bound, whether containers can be used: client, daemon, permission, image
 * (pulled or built when the settings say so). Version and image are asked for at the same time.
 */
export async function preflight(
  host: Host,
  settings: ContainerSettings,
  options: PreflightOptions,
): Promise<Result<ReadyEngine, Problem>> {
  const bin = settings.dockerBin;
  const reference = settings.image ?? options.buildTag;
  const enough = new AbortController();
  const finding = host.run(dockerImageInspect(bin, reference), {
    signal: AbortSignal.any([options.signal, enough.signal]),
  });
  const version = await host.run(dockerVersion(bin), { signal: options.signal });
  // An engine without a version has no image either: its longer silence is not waited for.
  if (!version.result.ok) enough.abort();
  const found = await finding;
  if (!version.result.ok) return version.result;
  if (!found.result.ok) return found.result;
  const present = settings.build !== null || settings.pull === "always" ? null : found.result.value;
  const image = present ? ok(present) : await obtainImage(host, settings, reference, options);
  return image.ok ? ok({ version: version.result.value, reference, image: image.value }) : image;
}

async function obtainImage(
  host: Host,
  settings: ContainerSettings,
  reference: string,
  options: PreflightOptions,
): Promise<Result<ImageFacts, Problem>> {
  const bin = settings.dockerBin;
  if (settings.build === null && settings.pull === "never") return err(imageMissing(reference));
  options.onSlow(settings.build ? "building" : "pulling", reference);
  const { result } = settings.build
    ? await host.run(dockerBuild(bin, settings.build, reference, IMAGE_TIMEOUT_MS), {
      signal: options.signal,
    })
    : await host.run(dockerPull(bin, reference, IMAGE_TIMEOUT_MS), { signal: options.signal });
  if (!result.ok) return result;
  const again = await host.run(dockerImageInspect(bin, reference), { signal: options.signal });
  if (!again.result.ok) return again.result;
  return again.result.value ? ok(again.result.value) : err(imageMissing(reference));
}

function imageMissing(reference: string): Problem {
  return {
    kind: "engine",
    reason: "image-missing",
    detail: `the image "${reference}" is not on this machine and pulling is switched off`,
    hint: `Pull or build it first, or run with --pull missing`,
  };
}
