import { askDocker } from "../../support/ask_docker.ts";
import { type EngineProxy, socketOf, startProxy } from "../../support/engine_proxy.ts";
import type { FaultCase, FaultScene } from "../../support/fault_case.ts";
import { STAMP_WORDS } from "../../support/fault_suite.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import { type PrivateEngine, startEngine } from "../../support/private_engine.ts";
import { openProject, processesOf } from "../../support/run_gate.ts";
import { partOf, restartEngine } from "./own_engine.ts";

/** A case set up for one driver; all of it is gone at the end of its scope. */
export interface OpenScene extends AsyncDisposable {
  readonly scene: FaultScene;
  /** Variables of the driver: the way to the engine, and what the case adds. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables that lead around a proxy to the engine. */
  readonly engineEnv: Readonly<Record<string, string>>;
  /** Tells the scene how the driver's containers and clients are found. */
  follow(driver: FollowedDriver): void;
}

/** What a driver has running. */
export interface FollowedDriver {
  /** `key=value` of a label that its containers carry. */
  readonly label: string;
  /** Ids of its processes. */
  processes(): Promise<readonly number[]>;
}

/** Image of a case. */
export function imageOf(row: FaultCase): string {
  return row.python ? "qa-gate-test-python:1" : "qa-gate-test-busybox:1";
}

/** Command line of a case inside its container, as far as no runner makes it. */
export function argvOf(row: FaultCase): readonly string[] {
  return row.command ?? ["/bin/sh", "-c", `${STAMP_WORDS}\n${row.script}`];
}

/** Opens engine, proxy and project of a case. */
export async function openScene(row: FaultCase): Promise<OpenScene> {
  const stack = new AsyncDisposableStack();
  try {
    const project = stack.use(await openProject({ "qa.jsonc": configOf(row), ...row.files }));
    const engine = await openEngine(row, project.root, stack);
    const engineEnv = engine?.env ?? {};
    const proxy = row.engine?.rules === undefined ? null : stack.use(
      await startProxy({ rules: row.engine.rules, socket: socketOf(engineEnv) }),
    );
    let driver: FollowedDriver | null = null;
    const scene = makeScene(project.root, engine, () => driver);
    return {
      scene,
      engineEnv,
      env: envOf(row, project.root, proxy, engineEnv),
      follow: (followed) => driver = followed,
      ...onCleanup(() => stack.disposeAsync()),
    };
  } catch (cause) {
    await stack.disposeAsync();
    throw cause;
  }
}

async function openEngine(
  row: FaultCase,
  root: string,
  stack: AsyncDisposableStack,
): Promise<PrivateEngine | null> {
  if (row.engine?.own === undefined) return null;
  const args = [...row.engine.own];
  if (row.engine.disk !== undefined) {
    const disk = `${root}.disk`;
    await Deno.mkdir(disk);
    stack.defer(() => Deno.remove(disk, { recursive: true }));
    await call("mount", "-t", "tmpfs", "-o", `size=${row.engine.disk}`, "none", disk);
    stack.defer(() => call("umount", "--lazy", disk));
    args.push(`--data-root=${disk}`);
  }
  return stack.use(await startEngine({ args }));
}

async function call(program: string, ...args: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args: [...args] }).output();
  if (!success) throw new Error(`${program}: ${new TextDecoder().decode(stderr)}`);
}

function envOf(
  row: FaultCase,
  root: string,
  proxy: EngineProxy | null,
  engineEnv: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const env = { ...engineEnv, ...proxy?.env, ...row.env };
  return "DOCKER_CONFIG" in env ? { ...env, DOCKER_CONFIG: `${root}/${env.DOCKER_CONFIG}` } : env;
}

function makeScene(
  root: string,
  engine: PrivateEngine | null,
  driver: () => FollowedDriver | null,
): FaultScene {
  const env = engine?.env ?? {};
  const own = (): PrivateEngine => {
    if (engine === null) throw new Error("only an engine of its own may be broken");
    return engine;
  };
  return {
    root,
    docker: async (...argv) => (await askDocker(argv, env)).stdout,
    containers: async () => {
      const filter = `label=${driver()?.label ?? "?"}`;
      const { stdout } = await askDocker(["ps", "-aq", "--no-trunc", "--filter", filter], env);
      return stdout.split("\n").filter(Boolean);
    },
    clients: async () => {
      const pids = await driver()?.processes() ?? [];
      const isClient = (pid: number) =>
        Deno.readTextFile(`/proc/${pid}/comm`).then((name) => name === "docker\n", () => false);
      const are = await Promise.all(pids.map(isClient));
      return pids.filter((_, at) => are[at]);
    },
    signalEngine: async (signal, part = "dockerd") => {
      const pid = await partOf(own(), part);
      if (pid !== null) Deno.kill(pid, signal);
    },
    restartEngine: () => restartEngine(own()),
  };
}

/** Processes of a gate, by its run. */
export function gateProcesses(runId: string): () => Promise<readonly number[]> {
  return () => processesOf(runId);
}

function configOf(row: FaultCase): object {
  const failsafe = `${STAMP_WORDS}stamp begin; sleep 0.3; stamp end`;
  const suite = row.pytest === undefined
    ? { command: argvOf(row) }
    : { runner: "pytest", args: ["-p", "no:cacheprovider"], paths: pathsOf(row.pytest) };
  return {
    container: {
      image: imageOf(row),
      network: "none",
      pull: "never",
      grace: 1,
      timeout: row.timeoutS ?? 20,
      ...row.container,
      env: { QA_TEST_PLACE: "container" },
    },
    suites: [{
      name: "suite",
      ...suite,
      ...(row.pytest === undefined ? { failsafe: { command: ["/bin/sh", "-c", failsafe] } } : {}),
    }],
  };
}

function pathsOf(paths: readonly string[]): readonly string[] {
  return paths.length > 0 ? paths : ["."];
}
