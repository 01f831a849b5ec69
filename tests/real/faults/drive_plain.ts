import type { FaultCase, FaultScene } from "../../support/fault_case.ts";
import { askDocker } from "../../support/ask_docker.ts";
import type { DriverAnswer } from "./driver_answer.ts";
import { injectWhenReady } from "./inject_when_ready.ts";
import { argvOf, imageOf, openScene } from "./open_scene.ts";

/** One of the two ways in which people run tests in a container without a tool. */
export type PlainDriver = "docker run" | "run -d, logs -f, wait";

/** Nobody waits longer for a plain docker client; it has no deadline of its own. */
const PATIENCE_MS = 30_000;

/** Runs a case as a script of a CI would: what the client ends with is the answer. */
export async function drivePlain(driver: PlainDriver, row: FaultCase): Promise<DriverAnswer> {
  await using opened = await openScene(row);
  const { scene } = opened;
  await row.before?.(scene);
  const mark = crypto.randomUUID().slice(0, 8);
  const clients = new Clients({ ...opened.env });
  opened.follow({ label: `qa-plain=${mark}`, processes: () => Promise.resolve(clients.running()) });
  const startMs = performance.now();
  const flags = flagsOf(row, scene, mark);
  const running = driver === "docker run"
    ? clients.call(["run", ...flags])
    : runDetached(clients, flags);
  const injecting = injectWhenReady(row, scene, running);
  const end = await running;
  const durationMs = performance.now() - startMs;
  const problem = await injecting;
  await row.after?.(scene);
  const alive = await askDocker(["ps", "-q", `--filter=label=qa-plain=${mark}`], opened.engineEnv);
  const left = await scene.containers().catch(() => []);
  if (left.length > 0) await askDocker(["rm", "--force", ...left], opened.engineEnv);
  return {
    driver,
    exit: end.code,
    verdict: wordOf(end.code),
    reason: null,
    classes: [],
    stdout: end.stdout,
    marksLoss: end.code !== 0,
    problem,
    durationMs,
    overlapMs: 0,
    // One that has ended is left by every client without --rm, which loses code and log instead.
    orphans: alive.stdout.split("\n").filter(Boolean).length,
    said: new TextDecoder().decode(end.stderr),
  };
}

/** What a CI makes of it: by docker's own document 125 is docker's failure, and every other the tests'. */
function wordOf(code: number): string {
  if (code === 0) return "passed";
  return code === 125 ? "infra" : "failed";
}

interface ClientEnd {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
}

/** Starts it, follows its output, then asks how it ended: the code that most tools are made of. */
async function runDetached(clients: Clients, flags: readonly string[]): Promise<ClientEnd> {
  const started = await clients.call(["run", "--detach", ...flags]);
  if (started.code !== 0) return started;
  const id = new TextDecoder().decode(started.stdout).trim();
  const [logs, waited] = await Promise.all([
    clients.call(["logs", "--follow", id]),
    clients.call(["wait", id]),
  ]);
  await clients.call(["rm", "--force", id]);
  const told = Number(new TextDecoder().decode(waited.stdout).trim() || "125");
  return { ...logs, code: waited.code === 0 ? told : 125 };
}

/** Docker clients of one driver, so that a case can find them. */
class Clients {
  readonly #env: Record<string, string>;
  readonly #running = new Set<Deno.ChildProcess>();

  constructor(env: Record<string, string>) {
    this.#env = env;
  }

  running(): readonly number[] {
    return [...this.#running].map(({ pid }) => pid);
  }

  /** One call to its end, or to the end of all patience. */
  async call(args: readonly string[]): Promise<ClientEnd> {
    const nothing = new Uint8Array();
    let child: Deno.ChildProcess;
    try {
      child = new Deno.Command("docker", {
        args: [...args],
        env: this.#env,
        stdin: "null",
        stdout: "piped",
        stderr: "piped",
      }).spawn();
    } catch {
      return { code: 127, stdout: nothing, stderr: nothing };
    }
    this.#running.add(child);
    const deadline = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    const { code, stdout, stderr } = await child.output();
    clearTimeout(deadline);
    this.#running.delete(child);
    return { code, stdout, stderr };
  }
}

const LIMITS: Readonly<Record<string, string>> = {
  memory: "memory",
  shm_size: "shm-size",
  pids_limit: "pids-limit",
  user: "user",
};

/** The same container as the gate makes, as its flags are written by hand. */
function flagsOf(row: FaultCase, { root }: FaultScene, mark: string): readonly string[] {
  const container = row.container ?? {};
  const limits = Object.entries(LIMITS)
    .filter(([key]) => key in container)
    .map(([key, name]) => `--${name}=${container[key]}`);
  const swap = "memory" in container ? [`--memory-swap=${container["memory"]}`] : [];
  const mounts = Array.isArray(container["mounts"]) ? container["mounts"].map(String) : [];
  const pytest = ["python3", "-m", "pytest", "-p", "no:cacheprovider", ...row.pytest ?? []];
  return [
    ...["--network=none", "--pull=never", `--label=qa-plain=${mark}`],
    ...["--volume", `${root}:/workspace`, "--workdir=/workspace"],
    ...mounts.flatMap((mount) => ["--volume", `${root}/${mount}`]),
    ...limits,
    ...swap,
    String(container["image"] ?? imageOf(row)),
    ...(row.pytest === undefined ? argvOf(row) : pytest),
  ];
}
