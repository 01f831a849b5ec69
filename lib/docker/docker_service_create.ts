import type { Command } from "../model/command.ts";
import { readCreated } from "./docker_config_create.ts";
import { formatMount } from "./format_mount.ts";

/** A service of the mode `replicated-job`: each of its slots is run to its end once. */
export interface ServiceRequest {
  readonly name: string;
  readonly image: string;
  /** For the service and its containers. */
  readonly labels: Readonly<Record<string, string>>;
  readonly slots: number;
  readonly parallelism: number;
  /** Config name to absolute path inside. */
  readonly configs: Readonly<Record<string, string>>;
  /** Run by `/bin/sh`. */
  readonly script: string;
  readonly graceMs: number;
  readonly memoryBytes: number | null;
  readonly cpus: number | null;
  readonly pidsLimit: number | null;
  readonly user: string | null;
  readonly network: string | null;
  readonly mounts: readonly {
    readonly source: string;
    readonly target: string;
    readonly readOnly: boolean;
  }[];
  /** Constraints such as `node.labels.ram==big`. */
  readonly placement: readonly string[];
}

/** Variable that tells a container its slot; slot 0 is told as the id of its node. */
export const SLOT_VARIABLE = "QA_SLOT";

/**
 * Makes a service without waiting for its tasks (a rejected one is waited for until the end of time),
 * and gives its id.
 */
export function dockerServiceCreate(bin: string, request: ServiceRequest): Command<string> {
  const { image, script } = request;
  return {
    argv: [bin, "service", "create", ...serviceFlags(request), "--", image, script],
    timeoutMs: 30_000,
    read: readCreated,
  };
}

function serviceFlags(request: ServiceRequest): readonly string[] {
  const labels = Object.entries(request.labels).map(([name, value]) => `${name}=${value}`);
  return [
    "--detach",
    "--quiet",
    `--name=${request.name}`,
    "--mode=replicated-job",
    `--replicas=${request.slots}`,
    `--max-concurrent=${request.parallelism}`,
    ...NEVER_AGAIN,
    // A registry that does not answer must not decide which image runs: it was resolved before.
    "--no-resolve-image",
    "--init",
    "--entrypoint=/bin/sh",
    `--env=${SLOT_VARIABLE}={{.Task.Slot}}`,
    ...labels.flatMap((label) => [`--label=${label}`, `--container-label=${label}`]),
    ...Object.entries(request.configs).map(configFlag),
    ...limitFlags(request),
    ...request.mounts.map((mount) => `--mount=${formatMount(mount)}`),
    ...request.placement.map((constraint) => `--constraint=${constraint}`),
  ];
}

/**
 * With `none`, a task that failed is run again as soon as another one ends, and two of them make each
 * other run without end. So the second run is allowed, a day later: by then the service is gone.
 */
const NEVER_AGAIN = ["--restart-condition=on-failure", "--restart-delay=24h"];

function configFlag([name, path]: readonly [string, string]): string {
  return `--config=source=${name},target=${path},mode=0444`;
}

/** Reserved as well as limited: a node takes only as many tasks as it can carry. */
function limitFlags(request: ServiceRequest): readonly string[] {
  return [
    ...flag("limit-memory", request.memoryBytes),
    ...flag("reserve-memory", request.memoryBytes),
    ...flag("limit-cpu", request.cpus),
    ...flag("reserve-cpu", request.cpus),
    ...flag("limit-pids", request.pidsLimit),
    ...flag("user", request.user),
    ...flag("network", request.network),
    `--stop-grace-period=${request.graceMs}ms`,
  ];
}

function flag(name: string, value: string | number | null): readonly string[] {
  return value === null ? [] : [`--${name}=${value}`];
}
