import { fromFileUrl, join } from "@std/path";
import { onCleanup } from "./on_cleanup.ts";

const SCRIPTS = fromFileUrl(new URL("../../scripts/qa", import.meta.url));
/** Every process of a gate under test carries this variable, so that what it leaves can be found. */
const MARK = "QA_GATE_TEST_MARK";
/** No gate of these tests takes longer; one that does is ended, and its test fails. */
const LONGEST_MS = 150_000;

/** A project in a temporary folder, removed at the end of its scope. */
export interface TempProject extends AsyncDisposable {
  /** Absolute, real path. */
  readonly root: string;
}

/** How the gate is called beyond its arguments. */
export interface GateCall {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Words in front of the command, such as `setpriv …`. */
  readonly prefix?: readonly string[];
  /** Id of the run; a fresh one unless said, and the gate's own choice when null. */
  readonly runId?: string | null;
  /** Name of the script; the gate unless said. */
  readonly script?:
    | "qa_gate"
    | "replay"
    | "merge"
    | "history"
    | "diagnostic_run"
    | "report"
    | "verdict";
}

/** A gate that runs. */
export interface RunningGate {
  readonly pid: number;
  readonly runId: string;
  /** Absolute folder of the run, unless `--outputs` says otherwise. */
  readonly folder: string;
  /** Waits until standard output and error together show this text. */
  shows(text: string): Promise<void>;
  signal(signal: Deno.Signal): void;
  readonly ended: Promise<GateEnd>;
}

/** A gate that ended. */
export interface GateEnd {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly runId: string;
  readonly folder: string;
  readonly root: string;
  readonly durationMs: number;
}

/** Writes a project of these files (objects become JSON) to a new folder. */
export async function openProject(
  files: Readonly<Record<string, string | Uint8Array | object>>,
  within?: string,
): Promise<TempProject> {
  const dir = within === undefined ? {} : { dir: within };
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "qa-real-", ...dir }));
  await Deno.chmod(root, 0o755);
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    await Deno.mkdir(join(path, ".."), { recursive: true });
    if (typeof content === "string") await Deno.writeTextFile(path, content);
    else if (content instanceof Uint8Array) await Deno.writeFile(path, content);
    else await Deno.writeTextFile(path, JSON.stringify(content, null, 2));
  }
  return { root, ...onCleanup(() => Deno.remove(root, { recursive: true })) };
}

/** Copies `fixtures/projects/<name>` to a new folder. */
export async function copyProject(name: string): Promise<TempProject> {
  const project = await openProject({});
  const from = fromFileUrl(new URL(`../../fixtures/projects/${name}`, import.meta.url));
  const copied = await new Deno.Command("cp", { args: ["-r", `${from}/.`, project.root] }).output();
  if (!copied.success) throw new Error(`cannot copy ${from}`);
  return project;
}

/** An id no other run has. */
export function newRunId(): string {
  return `t-${crypto.randomUUID().slice(0, 13)}`;
}

/** Starts the real script in a project, as a user does. */
export function startGate(root: string, args: readonly string[], call: GateCall = {}): RunningGate {
  const runId = call.runId ?? newRunId();
  const startMs = performance.now();
  const argv = [
    ...(call.prefix ?? []),
    ...[Deno.execPath(), "run", "-A", `${SCRIPTS}/${call.script ?? "qa_gate"}.ts`],
    ...(call.runId === null ? [] : ["--run-id", runId]),
    ...args,
  ];
  const [program = "", ...rest] = argv;
  const child = new Deno.Command(program, {
    args: rest,
    cwd: root,
    // These are no runs that a CI system should be told of.
    env: { [MARK]: runId, QA_ANNOUNCE: "off", ...call.env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const seen = { stdout: "", stderr: "" };
  const watchers = new Set<() => void>();
  const read = async (name: "stdout" | "stderr"): Promise<void> => {
    for await (const text of child[name].pipeThrough(new TextDecoderStream())) {
      seen[name] += text;
      for (const watch of watchers) watch();
    }
  };
  const deadline = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
  const over = Promise.all([read("stdout"), read("stderr"), child.status]);
  const folder = join(root, "outputs/qa/logs", runId);
  return {
    pid: child.pid,
    runId,
    folder,
    signal: (signal) => Deno.kill(child.pid, signal),
    shows: (text) => waitForText(text, () => seen.stdout + seen.stderr, { watchers, over }),
    ended: over.then(([, , { code }]) => {
      clearTimeout(deadline);
      return { exit: code, ...seen, runId, folder, root, durationMs: performance.now() - startMs };
    }),
  };
}

/** Runs the real script in a project to its end. */
export function runGate(root: string, args: readonly string[], call: GateCall = {}) {
  return startGate(root, args, call).ended;
}

/** Ids of processes that descend from a gate (they carry its mark), the gate itself included. */
export async function processesOf(runId: string): Promise<readonly number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const environment = await Deno.readTextFile(`/proc/${name}/environ`).catch(() => "");
    if (environment.split("\0").includes(`${MARK}=${runId}`)) found.push(Number(name));
  }
  return found;
}

async function waitForText(
  text: string,
  look: () => string,
  { watchers, over }: { watchers: Set<() => void>; over: Promise<unknown> },
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const watch = (): void => {
    if (look().includes(text)) resolve();
  };
  watchers.add(watch);
  watch();
  await Promise.race([promise, over]);
  watchers.delete(watch);
  if (!look().includes(text)) throw new Error(`never shown: ${text}\n${look()}`);
}
