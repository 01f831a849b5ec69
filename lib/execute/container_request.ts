import { ENTRY_SHELL, entryArgv } from "../docker/entry_script.ts";
import type { CreateRequest } from "../docker/docker_create.ts";
import type { ContainerSettings, SuiteCommand } from "../model/plan.ts";
import { guardOutputs } from "./guard_outputs.ts";
import { joinInside } from "./join_inside.ts";
import { BOX_TARGET, REPORT_NAME } from "./container_box.ts";

/** The image of a run, resolved once, so that a tag that moves cannot change the run. */
export interface ReadyImage {
  /** `sha256:…` */
  readonly id: string;
  readonly entrypoint: readonly string[];
}

/**
 * The one driver whose logs can be read back from docker and podman alike. The output of tests goes to
 * the box, so what it keeps is small: words of the init program, and output where there is no box.
 */
const LOG_DRIVER = "json-file";

/** What the request for a container is made of. */
export interface ContainerRequest {
  readonly name: string;
  readonly image: ReadyImage;
  readonly settings: ContainerSettings;
  readonly command: SuiteCommand;
  readonly labels: Readonly<Record<string, string>>;
  /** Absolute path of the project on the host. */
  readonly root: string;
  /** Absolute path of our outputs on the host, out of reach for the container. */
  readonly outputs: string;
  /** Absolute path of the box on the host. */
  readonly box: string;
  /** Path of the nonce inside the container. */
  readonly nonceFile: string;
  /** False for an image without a shell. */
  readonly withEntryScript: boolean;
}

/** The command as it runs inside the container, the report's path filled in. */
export function commandInside(command: SuiteCommand): readonly string[] {
  return command.argv.map(fillReport);
}

/** Turns a suite into the container that runs it; the image's own entry point is kept in front. */
export function buildCreateRequest(request: ContainerRequest): CreateRequest {
  const { settings, command, image } = request;
  const inside = [...image.entrypoint, ...commandInside(command)];
  const [program, ...rest] = inside;
  return {
    name: request.name,
    image: image.id,
    labels: request.labels,
    settings,
    mounts: [
      { source: request.root, target: settings.workdir, readOnly: false },
      ...guardOutputs({ ...request, workdir: settings.workdir }),
      ...settings.mounts,
      { source: request.box, target: BOX_TARGET, readOnly: false },
    ],
    workdir: joinInside(settings.workdir, command.cwd),
    env: { ...settings.env, ...fillEnvironment(command.env) },
    entrypoint: request.withEntryScript ? ENTRY_SHELL : program ?? null,
    argv: request.withEntryScript
      ? entryArgv({
        nonceFile: request.nonceFile,
        box: BOX_TARGET,
        argv: inside,
      })
      : rest,
    init: true,
    logDriver: LOG_DRIVER,
  };
}

function fillReport(text: string): string {
  return text.replaceAll("{reports}", BOX_TARGET)
    .replaceAll("{report}", `${BOX_TARGET}/${REPORT_NAME}`);
}

function fillEnvironment(
  env: Readonly<Record<string, string | null>>,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value === null ? null : fillReport(value)]),
  );
}
