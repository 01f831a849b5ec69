import { rightOptions } from "../model/container_rights.ts";
import type { ContainerSettings, Mount, PlannedSuite } from "../model/plan.ts";
import type { Place } from "../model/outcome.ts";
import { plainCommand } from "./plain_command.ts";
import { quoteShell } from "./quote_shell.ts";

/** Where and in what a bare command runs. */
export interface BareContext {
  /** Absolute path of the project. */
  readonly root: string;
  readonly place: Place;
  /** Reference of the image that was used, or null. */
  readonly image: string | null;
}

/** A command as data, for any shell. */
export interface BareCommand {
  /** Absolute folder to start in; null where it does not matter. */
  readonly folder: string | null;
  /** `NAME=value`. */
  readonly env: readonly string[];
  readonly argv: readonly string[];
}

/** The test tool's own command of a suite, without us: one line for sh, from any folder. */
export function formatBareCommand(suite: PlannedSuite, context: BareContext): string {
  return bareForShell(bareCommand(suite, context));
}

/** A bare command for sh, from any folder. */
export function bareForShell({ folder, env, argv }: BareCommand): string {
  const words = quoteShell(env.length === 0 ? argv : ["env", ...env, ...argv]);
  return folder === null ? words : `${quoteShell(["cd", folder])} && ${words}`;
}

/** A bare command as data: in a container docker's own command line, else folder, variables and words. */
export function bareCommand(suite: PlannedSuite, context: BareContext): BareCommand {
  const { root, place, image } = context;
  const chosen = place === "failsafe" ? suite.failsafe ?? suite.full : suite.full;
  const command = { ...chosen, ...plainCommand(chosen) };
  const fill = (text: string) => text.replaceAll("{report}", `/tmp/qa-report-${suite.name}.xml`);
  const argv = command.argv.map(fill);
  if (place === "container" && suite.container !== null && image !== null) {
    const env = { ...suite.container.env, ...command.env };
    const variables = Object.entries(env).flatMap(([name, value]) => [
      "--env",
      value === null ? name : `${name}=${fill(value)}`,
    ]);
    const flags = [...containerArgv(suite.container, root, command.cwd), ...variables];
    return { folder: null, env: [], argv: [...flags, image, ...argv] };
  }
  const env = Object.entries(command.env)
    .flatMap(([name, value]) => value === null ? [] : [`${name}=${fill(value)}`]);
  const folder = command.cwd === "." ? root : `${root}/${command.cwd}`;
  return { folder, env, argv };
}

function containerArgv(settings: ContainerSettings, root: string, cwd: string): string[] {
  const { workdir } = settings;
  const folder = cwd === "." ? workdir : `${workdir.replace(/\/$/, "")}/${cwd}`;
  const project = { source: root, target: workdir, readOnly: false };
  const mounts = [project, ...settings.mounts].flatMap((mount) => ["--mount", mountText(mount)]);
  const limits = [...rightOptions(settings), ...limitFlags(settings)];
  return [settings.dockerBin, "run", "--rm", "--init", ...limits, ...mounts, "--workdir", folder];
}

function mountText({ source, target, readOnly }: Mount): string {
  const fields = ["type=bind", `source=${source}`, `target=${target}`];
  return [...fields, ...(readOnly ? ["readonly"] : [])].map(quoteCsv).join(",");
}

function limitFlags(settings: ContainerSettings): string[] {
  const flags: readonly (readonly [string, number | string | null])[] = [
    ["--memory", settings.memoryBytes],
    // Equal, as in our own runs: a limit that swaps is no limit.
    ["--memory-swap", settings.memoryBytes],
    ["--cpus", settings.cpus],
    ["--shm-size", settings.shmSizeBytes],
    ["--pids-limit", settings.pidsLimit],
    ["--network", settings.network],
    ["--user", settings.user],
  ];
  const ulimits = Object.entries(settings.ulimits)
    .flatMap(([name, value]) => ["--ulimit", `${name}=${value}`]);
  const given = flags.flatMap(([flag, value]) => value === null ? [] : [flag, String(value)]);
  return [...given, ...ulimits];
}

/** `--mount` is read as one line of CSV. */
function quoteCsv(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
