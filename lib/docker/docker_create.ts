import type { Command, CommandOutput } from "../model/command.ts";
import { rightOptions } from "../model/container_rights.ts";
import type { ContainerSettings, Mount } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";
import { formatMount } from "./format_mount.ts";
import { hasFailed, readEngineError } from "./read_engine_error.ts";

/** A container to be made; nothing of it can become an option of the client. */
export interface CreateRequest {
  readonly name: string;
  /** Reference or id; it must be present already. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Limits, network, user and grace are taken from here; image, mounts, env and workdir are not. */
  readonly settings: ContainerSettings;
  /** All of them, the root included. */
  readonly mounts: readonly Mount[];
  readonly workdir: string;
  /** Name to value; null passes the caller's own value on. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Null for the image's own. */
  readonly entrypoint: string | null;
  readonly argv: readonly string[];
  readonly init: boolean;
  /** Where the engine keeps what goes to its own streams; null for the engine's own choice. */
  readonly logDriver: string | null;
  readonly stopSignal?: string;
}

const CREATE_TIMEOUT_MS = 30_000;

/**
 * Makes a container without starting it, and gives its id. Values of variables are not in the
 * command line: run it with `createEnvironment(request)` added to the environment.
 */
export function dockerCreate(bin: string, request: CreateRequest): Command<string> {
  return {
    argv: [bin, "create", ...createFlags(request), "--", request.image, ...request.argv],
    timeoutMs: CREATE_TIMEOUT_MS,
    read: readId,
  };
}

/** The variables that the client needs in its own environment to hand their values on. */
export function createEnvironment(request: CreateRequest): Record<string, string> {
  const given = Object.entries(request.env).filter((entry): entry is [string, string] =>
    entry[1] !== null && !STEERING.test(entry[0])
  );
  return Object.fromEntries(given);
}

/**
 * Variables that would steer the client itself (which engine, which files, which proxy) if they stood
 * in its environment. Their given values stand in its command line instead.
 */
const STEERING =
  /^(?:PATH|HOME|USER|TMPDIR|PWD|TERM|SSH_AUTH_SOCK|DOCKER_.*|BUILDX_.*|BUILDKIT_.*|CONTAINER_.*|CONTAINERS_.*|STORAGE_.*|REGISTRY_.*|PODMAN_.*|NERDCTL_.*|NOTIFY_SOCKET|LISTEN_.*|XDG_.*|DBUS_.*|LD_.*|GO[A-Z]+|SSL_CERT_.*|OTEL_.*|(?:HTTPS?|ALL|NO|FTP)_PROXY|_.*)$/i;

function createFlags(request: CreateRequest): readonly string[] {
  return [
    `--name=${request.name}`,
    "--pull=never",
    "--restart=no",
    ...(request.init ? ["--init", `--env=${GROUP_SIGNALS}`] : []),
    ...flag("log-driver", request.logDriver),
    ...flag("stop-signal", request.stopSignal ?? null),
    ...Object.entries(request.labels).map(([name, value]) => `--label=${name}=${value}`),
    ...rightOptions(request.settings),
    ...limitFlags(request.settings),
    ...request.mounts.map((mount) => `--mount=${formatMount(mount)}`),
    `--workdir=${request.workdir}`,
    ...Object.entries(request.env).map(envFlag),
    ...flag("entrypoint", request.entrypoint),
  ];
}

/** Lets docker-init signal the whole group of its child, so that a shell need not forward anything. */
const GROUP_SIGNALS = "TINI_KILL_PROCESS_GROUP=1";

function envFlag([name, value]: readonly [string, string | null]): string {
  return value !== null && STEERING.test(name) ? `--env=${name}=${value}` : `--env=${name}`;
}

/** Memory and swap are given equal: a limit that swaps is no limit. */
function limitFlags(settings: ContainerSettings): readonly string[] {
  return [
    ...flag("memory", settings.memoryBytes),
    ...flag("memory-swap", settings.memoryBytes),
    ...flag("cpus", settings.cpus),
    ...flag("shm-size", settings.shmSizeBytes),
    ...flag("pids-limit", settings.pidsLimit),
    ...Object.entries(settings.ulimits).map(([name, value]) => `--ulimit=${name}=${value}`),
    ...flag("network", settings.network),
    ...flag("user", settings.user),
    ...flag("stop-timeout", Math.ceil(settings.graceMs / 1000)),
  ];
}

function flag(name: string, value: string | number | null): readonly string[] {
  return value === null ? [] : [`--${name}=${value}`];
}

function readId(output: CommandOutput): Result<string, Problem> {
  if (hasFailed(output)) return err(readEngineError("create", output));
  const id = output.stdout.trim().split("\n").at(-1) ?? "";
  if (/^[0-9a-f]{12,64}$/.test(id)) return ok(id);
  return err({
    kind: "engine",
    reason: "container-create-failed",
    detail: "the engine gave no id of the container",
    hint: "Check that --docker-bin is a docker client",
  });
}
