import type { ContainerSettings, PlannedSuite, SuiteCommand } from "../model/plan.ts";
import type { Place } from "../model/outcome.ts";
import { quoteShell } from "./quote_shell.ts";

/** Where and in what a bare command runs. */
export interface BareContext {
  /** Absolute path of the project. */
  readonly root: string;
  readonly place: Place;
  /** Reference of the image that was used, or null. */
  readonly image: string | null;
}

/** The test tool's own command of a suite, without us: one line for sh, from any folder. */
export function formatBareCommand(suite: PlannedSuite, context: BareContext): string {
  const { root, place, image } = context;
  const command = place === "failsafe" ? suite.failsafe ?? suite.full : suite.full;
  const argv = fillReport(command, suite.name);
  if (place === "container" && suite.container !== null && image !== null) {
    return quoteShell([...containerArgv(suite.container, root, command.cwd), image, ...argv]);
  }
  const folder = command.cwd === "." ? root : `${root}/${command.cwd}`;
  return `${quoteShell(["cd", folder])} && ${quoteShell(argv)}`;
}

/** The argv with its variables before it, and a path of its own for the report. */
function fillReport(command: SuiteCommand, suite: string): readonly string[] {
  const report = `/tmp/qa-report-${suite}.xml`;
  const fill = (text: string) => text.replaceAll("{report}", report);
  const env = Object.entries(command.env)
    .flatMap(([name, value]) => value === null ? [] : [`${name}=${fill(value)}`]);
  const argv = command.argv.map(fill);
  return env.length === 0 ? argv : ["env", ...env, ...argv];
}

function containerArgv(settings: ContainerSettings, root: string, cwd: string): string[] {
  const workdir = cwd === "." ? settings.workdir : `${settings.workdir}/${cwd}`;
  const mount = ["type=bind", `source=${root}`, `target=${settings.workdir}`];
  const limits = limitFlags(settings);
  const binds = ["--mount", mount.map(quoteCsv).join(","), "--workdir", workdir];
  return [settings.dockerBin, "run", "--rm", "--init", ...limits, ...binds];
}

function limitFlags(settings: ContainerSettings): string[] {
  const flags: readonly (readonly [string, number | string | null])[] = [
    ["--memory", settings.memoryBytes],
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
