import type { Host } from "../host/host.ts";
import { dockerBuild } from "../docker/docker_build.ts";
import { dockerImageInspect, type ImageFacts } from "../docker/docker_image_inspect.ts";
import { dockerVersion, type EngineVersion } from "../docker/docker_version.ts";
import { findForeignPlatform } from "../docker/find_foreign_platform.ts";
import type { ContainerSettings } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/** A build may take this long. */
const BUILD_TIMEOUT_MS = 15 * 60_000;

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
  /** Told of what went wrong and was mended. */
  readonly warn?: (message: string) => void;
}

/** What the parts of one preflight share. */
interface Wanted extends PreflightOptions {
  readonly settings: ContainerSettings;
  readonly reference: string;
  /** What the engine has under that name, also when it cannot be used as it is. */
  readonly found: ImageFacts | null;
  /** The platform that DOCKER_DEFAULT_PLATFORM wants and the found image is not, or null. */
  readonly foreign: string | null;
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
  const inspected = await finding;
  if (!version.result.ok) return version.result;
  if (!inspected.result.ok) return inspected.result;
  const found = inspected.result.value;
  const foreign = findForeignPlatform(bin, found, host.environment()["DOCKER_DEFAULT_PLATFORM"]);
  const isUsable = settings.build === null && settings.pull !== "always" && foreign === null;
  const image = found !== null && isUsable
    ? ok(found)
    : await obtainImage(host, { ...options, settings, reference, found, foreign });
  return image.ok ? ok({ version: version.result.value, reference, image: image.value }) : image;
}

async function obtainImage(host: Host, wanted: Wanted): Promise<Result<ImageFacts, Problem>> {
  const { settings, reference, onSlow } = wanted;
  if (settings.build === null && settings.pull === "never") return err(imageMissing(wanted));
  onSlow(settings.build ? "building" : "pulling", reference);
  const failure = settings.build
    ? await build(host, settings.build, wanted)
    : await pull(host, wanted);
  if (failure !== null) return err(failure);
  const image = await inspect(host, wanted);
  if (!image.ok) return image;
  return image.value === null ? err(vanished(reference)) : ok(image.value);
}

async function inspect(host: Host, { settings, reference, signal }: Wanted) {
  const { result } = await host.run(dockerImageInspect(settings.dockerBin, reference), { signal });
  return result;
}

async function build(
  host: Host,
  settings: NonNullable<ContainerSettings["build"]>,
  { settings: { dockerBin }, reference, signal }: Wanted,
): Promise<Problem | null> {
  const command = dockerBuild(dockerBin, settings, reference, BUILD_TIMEOUT_MS);
  const { result } = await host.run(command, { signal });
  return result.ok ? null : result.error;
}

/** Null when the image came, also where it came although we had given the pull up. */
async function pull(host: Host, wanted: Wanted): Promise<Problem | null> {
  const { settings, reference, signal, found, foreign } = wanted;
  // Loaded only here: most runs find their image, and wait for every module before they start it.
  const { pullImage } = await import("./pull_image.ts");
  const { result, isCertain } = await pullImage(host, {
    bin: settings.dockerBin,
    reference,
    signal,
    warn: wanted.warn ?? (() => {}),
  });
  if (result.ok) return null;
  // What was there before proves nothing about a pull that was ended.
  if (!isCertain && found === null && !signal.aborted) {
    const late = await inspect(host, wanted);
    if (late.ok && late.value !== null) return null;
  }
  if (found === null || result.error.kind !== "engine") return result.error;
  const hint = foreign === null
    ? `${result.error.hint}; the one on this machine is used with --pull missing`
    : `The one on this machine is ${found.os}/${found.arch}: unset DOCKER_DEFAULT_PLATFORM ` +
      `(now ${foreign}) to use it`;
  return { ...result.error, hint };
}

function imageMissing({ reference, found, foreign }: Wanted): Problem {
  const detail = found === null || foreign === null
    ? `the image "${reference}" is not on this machine and pulling is switched off`
    : `the image "${reference}" on this machine is ${found.os}/${found.arch}, ` +
      `DOCKER_DEFAULT_PLATFORM is ${foreign}, and pulling is switched off`;
  const hint = foreign === null
    ? "Pull or build it first, or run with --pull missing"
    : "Unset DOCKER_DEFAULT_PLATFORM, or pull the image for that platform first";
  return { kind: "engine", reason: "image-missing", detail, hint };
}

function vanished(reference: string): Problem {
  return {
    kind: "engine",
    reason: "image-missing",
    detail: `the image "${reference}" was obtained and is not there any more`,
    hint: "Somebody removes images on this engine: run again",
  };
}
