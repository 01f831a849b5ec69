import { askDocker } from "../../support/ask_docker.ts";
import type { FaultCase } from "../../support/fault_case.ts";
import { onCleanup } from "../../support/on_cleanup.ts";
import type { DriverAnswer } from "./driver_answer.ts";
import { injectWhenReady } from "./inject_when_ready.ts";
import { argvOf, imageOf, openScene } from "./open_scene.ts";

/** The package, for the comparison alone: the project itself does not depend on it. */
const PACKAGE = "testcontainers@10.28.0";
const INSTALL_MS = 180_000;
/** Nobody waits longer; the package's own deadline is set a little lower. */
const PATIENCE_MS = 30_000;

/** The package in a temporary folder that goes with its scope. */
export interface InstalledPackage extends AsyncDisposable {
  readonly folder: string;
}

/** Installs the package with npm; null on a machine without npm, Node.js or a way to the package. */
export async function installTestcontainers(): Promise<InstalledPackage | null> {
  const folder = await Deno.makeTempDir({ prefix: "qa-npm-" });
  const remove = () => Deno.remove(folder, { recursive: true });
  try {
    const { success } = await new Deno.Command("npm", {
      args: ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, PACKAGE],
      stdin: "null",
      stdout: "null",
      stderr: "null",
      signal: AbortSignal.timeout(INSTALL_MS),
    }).output();
    if (success) {
      await Deno.writeTextFile(`${folder}/main.mjs`, MAIN);
      return { folder, ...onCleanup(remove) };
    }
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
  }
  await remove();
  return null;
}

/** What a user of the package writes to run a command to its end: one-shot, its log consumed. */
const MAIN = `
import { GenericContainer, Wait } from "testcontainers";
const call = JSON.parse(process.argv[2]);
let container = new GenericContainer(call.image)
  .withCommand(call.argv)
  .withNetworkMode("none")
  .withWorkingDir("/workspace")
  .withBindMounts(call.mounts)
  .withLabels(call.labels)
  .withLogConsumer((stream) => stream.on("data", (bytes) => process.stdout.write(bytes)))
  .withWaitStrategy(Wait.forOneShotStartup())
  .withStartupTimeout(25_000);
if (call.user) container = container.withUser(call.user);
if (call.memoryGb) container = container.withResourcesQuota({ memory: call.memoryGb });
if (call.shmBytes) container = container.withSharedMemorySize(call.shmBytes);
try {
  await (await container.start()).stop();
} catch (cause) {
  console.error(String(cause));
  process.exitCode = 1;
}
`;

/** Runs a case through the package, as a script of a CI would. */
export async function driveTestcontainers(
  { folder }: InstalledPackage,
  row: FaultCase,
): Promise<DriverAnswer> {
  await using opened = await openScene(row);
  const { scene } = opened;
  await row.before?.(scene);
  const mark = crypto.randomUUID().slice(0, 8);
  const startMs = performance.now();
  const child = new Deno.Command("node", {
    args: ["main.mjs", JSON.stringify(callOf(row, scene.root, mark))],
    cwd: folder,
    env: { ...opened.env, PATH: Deno.env.get("PATH") ?? "", TESTCONTAINERS_RYUK_DISABLED: "true" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // It speaks to the engine itself: there is no client that could be killed.
  opened.follow({ label: `qa-plain=${mark}`, processes: () => Promise.resolve([]) });
  const deadline = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  const running = child.output();
  const injecting = injectWhenReady(row, scene, running);
  const { code, stdout, stderr } = await running;
  clearTimeout(deadline);
  const durationMs = performance.now() - startMs;
  const problem = await injecting;
  await row.after?.(scene);
  const alive = await askDocker(["ps", "-q", `--filter=label=qa-plain=${mark}`], opened.engineEnv);
  const left = await scene.containers().catch(() => []);
  if (left.length > 0) await askDocker(["rm", "--force", ...left], opened.engineEnv);
  return {
    driver: "testcontainers-node",
    exit: code,
    // It throws alike for tests that fail and for an engine that does.
    verdict: code === 0 ? "passed" : "failed",
    reason: null,
    classes: [],
    stdout,
    marksLoss: code !== 0,
    problem,
    durationMs,
    overlapMs: 0,
    // One that has ended is left by every client without --rm, which loses code and log instead.
    orphans: alive.stdout.split("\n").filter(Boolean).length,
    said: new TextDecoder().decode(stderr),
  };
}

function callOf(row: FaultCase, root: string, mark: string): object {
  const container = row.container ?? {};
  const mounts = Array.isArray(container["mounts"]) ? container["mounts"].map(String) : [];
  const pytest = ["python3", "-m", "pytest", "-p", "no:cacheprovider", ...row.pytest ?? []];
  return {
    image: container["image"] ?? imageOf(row),
    argv: row.pytest === undefined ? argvOf(row) : pytest,
    mounts: [
      { source: root, target: "/workspace" },
      ...mounts.map((mount) => {
        const [source, target] = mount.split(":");
        return { source: `${root}/${source}`, target };
      }),
    ],
    labels: { "qa-plain": mark },
    user: container["user"],
    memoryGb: mebibytes(container["memory"]) / 1024,
    shmBytes: mebibytes(container["shm_size"]) * 1024 ** 2,
  };
}

/** `64m` as 64; 0 for nothing. */
function mebibytes(size: unknown): number {
  return typeof size === "string" ? Number(size.replace(/m$/, "")) : 0;
}
