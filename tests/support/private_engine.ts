import { join } from "@std/path";
import { TEST_IMAGES } from "../../scripts/dev/test_images.ts";
import { askDocker } from "./ask_docker.ts";
import { onCleanup } from "./on_cleanup.ts";

/** An engine of its own, for tests that break one; ended, with all it started, at the end of its scope. */
export interface PrivateEngine extends AsyncDisposable {
  /** Variables that lead a docker client to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Signals the engine itself; its containers go on as they would on any machine. */
  signal(signal: Deno.Signal): void;
}

/** How the engine differs from one of this machine. */
export interface EngineOptions {
  /** A folder whose content the engine does not see, as if it ran elsewhere. */
  readonly hides?: string;
  /** Further arguments of `dockerd`. */
  readonly args?: readonly string[];
}

const START_MS = 30_000;

/**
 * Starts `dockerd` with everything of its own and the busybox image in it. It lives in its own mount
 * and process namespaces: the end of their first process ends engine, shims and containers at once,
 * also after the engine was killed, and no mount is left.
 */
export async function startEngine(options: EngineOptions = {}): Promise<PrivateEngine> {
  const home = await Deno.makeTempDir({ prefix: "qa-engine-" });
  const socket = join(home, "docker.sock");
  const first = new Deno.Command("unshare", {
    args: [
      ...NAMESPACES,
      "sh",
      "-c",
      SCRIPT,
      "sh",
      home,
      options.hides ?? "",
      ...options.args ?? [],
    ],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const end = async (): Promise<void> => {
    first.kill("SIGKILL");
    await first.status;
    await Deno.remove(home, { recursive: true });
  };
  const env = { DOCKER_HOST: `unix://${socket}` };
  try {
    await waitForEngine(env, join(home, "log"));
    await copyImage(env);
  } catch (cause) {
    await end();
    throw cause;
  }
  return {
    env,
    signal: (signal) => {
      const engine = findEngine(first.pid);
      if (engine !== null) Deno.kill(engine, signal);
    },
    ...onCleanup(end),
  };
}

const NAMESPACES = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** The first process of the namespaces: it outlives the engine, as the machine would. */
const SCRIPT = `
home=$1
[ -z "$2" ] || mount -t tmpfs none "$2"
shift 2
dockerd --host "unix://$home/docker.sock" --data-root "$home/data" --exec-root "$home/exec" \
  --pidfile "$home/pid" --bridge none --iptables=false "$@" >"$home/log" 2>&1 &
while :; do sleep 1000 & wait $!; done
`;

/** The engine's id on this machine, found below the first process; null when it is gone. */
function findEngine(pid: number): number | null {
  const read = (path: string): string => {
    try {
      return Deno.readTextFileSync(path);
    } catch {
      return "";
    }
  };
  if (read(`/proc/${pid}/comm`).trim() === "dockerd") return pid;
  const children = read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  return children.map((child) => findEngine(Number(child))).find((found) => found !== null) ?? null;
}

async function waitForEngine(env: Record<string, string>, log: string): Promise<void> {
  const startMs = performance.now();
  while ((await askDocker(["version"], env)).code !== 0) {
    if (performance.now() - startMs > START_MS) {
      throw new Error(`the engine does not start:\n${await Deno.readTextFile(log)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function copyImage(env: Record<string, string>): Promise<void> {
  const save = new Deno.Command("docker", {
    args: ["save", TEST_IMAGES.busybox],
    stdout: "piped",
  }).spawn();
  const load = new Deno.Command("docker", {
    args: ["load", "--quiet"],
    env,
    stdin: "piped",
    stdout: "null",
  }).spawn();
  await save.stdout.pipeTo(load.stdin);
  const ends = await Promise.all([save.status, load.status]);
  if (!ends.every(({ success }) => success)) throw new Error("cannot copy the busybox image");
}
