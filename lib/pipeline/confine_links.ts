import { dirname, join } from "@std/path";
import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { err, ok, type Result } from "../model/result.ts";

/**
 * A path of the plan: `inside` must exist below the root, links resolved; a `mount` that is written as
 * lying below the root must as well, and none may be a socket or a folder the system lives in.
 */
interface CheckedPath {
  readonly what: string;
  readonly path: string;
  readonly rule: "inside" | "mount" | "mount-or-socket";
}

/**
 * Asks the disk what the text of a configuration cannot tell: that the folders it names exist, and
 * that no link leads out of the root or to the engine itself.
 */
export async function confineLinks(host: Host, plan: Plan): Promise<Result<void, Problem>> {
  for (const checked of [...suitePaths(plan), ...containerPaths(plan)]) {
    const { what, path, rule } = checked;
    const real = await host.files.realPath(path);
    if (real === null) return refuse(`${what}: ${path} does not exist`, "Correct or create it");
    const mustStay = rule === "inside" || isInside(plan.root, path);
    if (mustStay && !isInside(plan.root, real)) return refuse(...leadsOut(what, path, real));
    const fault = rule === "inside" ? null : await faultOfMount(host, real, rule);
    if (fault !== null) return refuse(`${what}: ${fault}`, MOUNT_HINT);
  }
  return await confineOutputs(host, plan);
}

/** Outputs behind a link out of the project are only for those who say so themselves. */
async function confineOutputs(host: Host, plan: Plan): Promise<Result<void, Problem>> {
  const { root, outputs } = plan;
  const source = plan.sources.find((setting) => setting.name === "outputs")?.from;
  if (source === "flag" || source === "environment" || !isInside(root, outputs)) {
    return ok(undefined);
  }
  if (outputs === root) {
    return refuse("outputs: the project's own folder", "Name a folder of their own below it");
  }
  const real = await realFolderOf(host, outputs);
  if (isInside(root, real)) return ok(undefined);
  const [message] = leadsOut("outputs", outputs, real);
  return refuse(message, "Name the folder with --outputs if that is meant");
}

/** Real path of the nearest folder that exists. */
async function realFolderOf(host: Host, path: string): Promise<string> {
  const real = await host.files.realPath(path);
  return real ?? (dirname(path) === path ? path : await realFolderOf(host, dirname(path)));
}

/** A container that is given one of these is no container any more. */
const SYSTEM_FOLDERS: ReadonlySet<string> = new Set(
  "/ /boot /dev /etc /proc /root /run /sys /usr /var /var/lib /var/lib/docker /var/run".split(" "),
);

const MOUNT_HINT = "Mount a file or folder of the project (an engine's socket only with " +
  '"allow_engine_socket": true in the section container)';

async function faultOfMount(
  host: Host,
  real: string,
  rule: CheckedPath["rule"],
): Promise<string | null> {
  if (SYSTEM_FOLDERS.has(real)) return `${real} belongs to the system`;
  const mayBeSocket = rule === "mount-or-socket";
  const { kind } = await host.files.stat(real) ?? {};
  if (kind === "other") {
    return mayBeSocket && real.endsWith(".sock") ? null : `${real} is neither a file nor a folder`;
  }
  const socket = mayBeSocket ? null : await findEngineSocket(host, real);
  return socket === null ? null : `${real} holds the socket of an engine (${socket})`;
}

/** Where engines put their sockets below a folder that may well be mounted. */
const ENGINE_SOCKETS = [
  "docker.sock",
  "podman/podman.sock",
  "containerd/containerd.sock",
  "buildkit/buildkitd.sock",
  "crio/crio.sock",
];

async function findEngineSocket(host: Host, folder: string): Promise<string | null> {
  for (const name of ENGINE_SOCKETS) {
    if ((await host.files.stat(`${folder}/${name}`))?.kind === "other") return name;
  }
  return null;
}

function suitePaths(plan: Plan): readonly CheckedPath[] {
  return plan.suites.flatMap((suite) => {
    const commands = [suite.full, ...(suite.failsafe ? [suite.failsafe] : [])];
    const folders = new Set(commands.map((command) => command.cwd));
    return [...folders].map((cwd): CheckedPath => ({
      what: `cwd of suite "${suite.name}"`,
      path: join(plan.root, cwd),
      rule: "inside",
    }));
  });
}

function containerPaths(plan: Plan): readonly CheckedPath[] {
  const containers = [plan.container, ...plan.suites.map((suite) => suite.container)];
  return containers.flatMap((settings): readonly CheckedPath[] => [
    ...(settings?.mounts ?? []).map(({ source, target }): CheckedPath => ({
      what: `mount ${source}:${target}`,
      path: source,
      rule: settings?.allowEngineSocket ? "mount-or-socket" : "mount",
    })),
    ...[settings?.build?.context, settings?.build?.dockerfile]
      .filter((path) => typeof path === "string")
      .map((path): CheckedPath => ({ what: "container.build", path, rule: "inside" })),
  ]);
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

function leadsOut(what: string, path: string, real: string): [message: string, hint: string] {
  return [`${what}: ${path} leads out of the project, to ${real}`, "Use a path inside the root"];
}

function refuse(message: string, hint: string): Result<never, Problem> {
  return err({ kind: "usage", message, hint });
}
