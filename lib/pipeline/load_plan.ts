import { basename, dirname, isAbsolute, join, resolve } from "@std/path";
import { readConfig } from "../config/read_config.ts";
import type { Host } from "../host/host.ts";
import type { ParsedFlags } from "../model/flag.ts";
import { readSetting } from "../model/flag_value.ts";
import type { Plan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import { CONFIG_NAME, type ReadConfig } from "../model/read_config.ts";
import { err, ok, type Result } from "../model/result.ts";
import type { DetectedSuite, RunnerRow } from "../model/runner.ts";
import { resolvePlan } from "../plan/resolve_plan.ts";
import { confineLinks } from "./confine_links.ts";

/** A project as it was found: its root, its configuration if any, and what was detected if none. */
export interface LoadedProject {
  /** Absolute, real path. */
  readonly root: string;
  readonly config: ReadConfig | null;
  /** Text of the configuration, "" when there is none. */
  readonly configText: string;
  readonly configPath: string | null;
  readonly detected: readonly DetectedSuite[];
  /** Path of a Dockerfile relative to the root, or null. */
  readonly dockerfile: string | null;
  /** Rows of the runners that its configuration names; of all where it had to be detected. */
  readonly runners: readonly RunnerRow[];
}

/** Finds the root and its configuration; without one, detects what the project's tools would run. */
export async function loadProject(
  host: Host,
  flags: ParsedFlags,
  loadRunners: (ids: readonly string[] | null) => Promise<readonly RunnerRow[]>,
): Promise<Result<LoadedProject, Problem>> {
  const root = await findRoot(host, flags);
  if (!root.ok) return root;
  const read = await loadConfig(
    host,
    root.value,
    readSetting(flags, host.environment(), "config")?.text ?? null,
  );
  if (!read.ok) return read;
  const suites = read.value.config?.config.suites ?? [];
  const named = suites.flatMap(({ runner }) => runner === undefined ? [] : [runner]);
  const [runners, dockerfile] = await Promise.all([
    loadRunners(suites.length === 0 ? null : named),
    host.files.stat(join(root.value, "Dockerfile")),
  ]);
  return ok({
    root: root.value,
    ...read.value,
    detected: suites.length === 0 ? await detect(host, root.value, runners) : [],
    dockerfile: dockerfile === null ? null : "Dockerfile",
    runners,
  });
}

/** What the project's tools would run; what looks for it is loaded only where it is needed. */
async function detect(host: Host, root: string, runners: readonly RunnerRow[]) {
  const [{ listProject }, { detectSuites }] = await Promise.all([
    import("../observe/list_project.ts"),
    import("../config/detect_suites.ts"),
  ]);
  return detectSuites(await listProject(host, root), runners);
}

/** How a plan is loaded. */
export interface PlanOptions {
  /** True: suites of all profiles, whatever --suite says. */
  readonly everySuite?: boolean;
}

/** Resolves a project, flags and environment to the plan of a run, and checks it against the disk. */
export async function loadPlan(
  host: Host,
  flags: ParsedFlags,
  project: LoadedProject,
  { everySuite = false }: PlanOptions = {},
): Promise<Result<Plan, Problem>> {
  const resolved = resolvePlan({
    everySuite,
    root: project.root,
    cwdName: basename(project.root),
    flags,
    environment: host.environment(),
    config: project.config,
    configPath: project.configPath,
    detected: project.detected,
    runners: project.runners,
    hasDockerfile: project.dockerfile,
    cpus: host.machine.cpus,
    memoryBytes: host.machine.memoryBytes,
  });
  if (!resolved.ok) return resolved;
  const placed = await askEngine(host, flags, resolved.value, project);
  if (!placed.ok) return placed;
  const isFar = placed.value.remote !== undefined;
  const sharded = isFar ? placed : await askShard(host, flags, placed.value);
  if (!sharded.ok) return sharded;
  const plan = sharded.value;
  const confined = await confineLinks(host, plan);
  if (!confined.ok) return confined;
  const source = project.configText || JSON.stringify(project.detected);
  return ok({ ...plan, configDigest: await host.sha256(source) });
}

/** Most runs use the engine of this machine, and then nothing is loaded for them. */
async function askEngine(
  host: Host,
  flags: ParsedFlags,
  plan: Plan,
  project: LoadedProject,
): Promise<Result<Plan, Problem>> {
  const isAsked = ENGINE_SETTINGS.some((name) =>
    flags.values.has(name) || readSetting(flags, host.environment(), name) !== null
  );
  if (!isAsked && project.config?.config.engine === undefined) return ok(plan);
  const { withEngine } = await import("./with_engine.ts");
  return await withEngine(host, flags, plan, project);
}

/** Settings that say something of the machines; without the first of them the others are mistakes. */
const ENGINE_SETTINGS = [
  ...["engine", "parallelism", "workspace", "placement", "print-manifest", "engine-retries"],
  ...["namespace", "kube-context", "kubectl-bin"],
];

/** Most runs are no shards, and then nothing is loaded for them. */
async function askShard(
  host: Host,
  flags: ParsedFlags,
  plan: Plan,
): Promise<Result<Plan, Problem>> {
  const named = flags.rows.filter(({ name }) => name.startsWith("shard-"));
  const isAsked = named.some(({ name }) => readSetting(flags, host.environment(), name) !== null);
  if (!isAsked) return ok(plan);
  const { withShard } = await import("./with_shard.ts");
  return await withShard(host, flags, plan);
}

/** The project: what `--root` or its variable names, else the nearest folder with a configuration. */
export async function findRoot(host: Host, flags: ParsedFlags): Promise<Result<string, Problem>> {
  const asked = readSetting(flags, host.environment(), "root");
  const path = asked === null
    ? await nearestConfig(host, host.machine.cwd)
    : resolve(host.machine.cwd, asked.text);
  const real = await host.files.realPath(path);
  const facts = real === null ? null : await host.files.stat(real);
  if (real !== null && facts?.kind === "folder") return ok(real);
  return err({
    kind: "usage",
    message: `${asked?.where} ${asked?.text}: ${
      facts === null ? "there is no such folder" : "not a folder"
    }`,
    hint: "Give the folder of the project",
  });
}

/**
 * The nearest folder upwards that has a configuration, else the current one. It is not looked for
 * beyond the repository, nor in folders of another owner: a configuration names commands to run.
 */
async function nearestConfig(host: Host, from: string): Promise<string> {
  const owner = (await host.files.stat(from))?.uid ?? null;
  for (let folder = from;; folder = dirname(folder)) {
    if (await host.files.stat(join(folder, CONFIG_NAME))) return folder;
    const isTop = await host.files.stat(join(folder, ".git")) !== null;
    const above = await host.files.stat(dirname(folder));
    if (isTop || dirname(folder) === folder || above?.uid !== owner) return from;
  }
}

/** The configuration of a project as it was read. */
export type LoadedConfig = Pick<LoadedProject, "config" | "configText" | "configPath">;

/** Reads the configuration that was asked for, or the one in the root; nulls where there is none. */
export async function loadConfig(
  host: Host,
  root: string,
  asked: string | null,
): Promise<Result<LoadedConfig, Problem>> {
  const path = asked === null
    ? join(root, CONFIG_NAME)
    : isAbsolute(asked)
    ? asked
    : resolve(host.machine.cwd, asked);
  const shown = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  const real = await host.files.realPath(path);
  // A link that leads nowhere is no absence: somebody meant a configuration to be there.
  if (real === null && asked === null && (await host.files.stat(path)) === null) {
    return ok({ config: null, configText: "", configPath: null });
  }
  const text = await host.files.readText(real ?? path, 1024 * 1024);
  if (!text.ok) return err(explainUnreadable(shown, text.error));
  const read = readConfig(text.value, shown);
  if (!read.ok) return read;
  const own = await checkOwnSignatures(read.value, shown);
  return own.ok ? ok({ config: read.value, configText: text.value, configPath: shown }) : own;
}

/** Most projects have none, and then nothing is loaded for them. */
async function checkOwnSignatures(
  read: ReadConfig,
  path: string,
): Promise<Result<void, Problem>> {
  if (read.config.signatures === undefined) return ok(undefined);
  return await (await import("./check_signatures.ts")).checkSignatures(read, path);
}

function explainUnreadable(path: string, problem: Problem): Problem {
  const reason = problem.kind === "file" ? problem.code.replaceAll("-", " ") : problem.kind;
  return {
    kind: "config",
    path,
    line: 0,
    column: 0,
    message: `cannot be read: ${reason}`,
    hint: "Check the path and its permissions, or run with --init to write one",
  };
}
