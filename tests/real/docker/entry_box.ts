import {
  createEnvironment,
  type CreateRequest,
  dockerCreate,
} from "../../../lib/docker/docker_create.ts";
import { dockerCopyText } from "../../../lib/docker/docker_copy_text.ts";
import { dockerRemove } from "../../../lib/docker/docker_remove.ts";
import {
  entryArgv,
  readTrailer,
  STDERR_NAME,
  STDOUT_NAME,
  STREAM_HEAD,
  TICKET_NAME,
  TRAILER_NAME,
} from "../../../lib/docker/entry_script.ts";
import { dockerStartAttached } from "../../../lib/docker/docker_start.ts";
import { openMachine } from "../../../lib/host/machine.ts";
import type { Trailer } from "../../../lib/model/observation.ts";
import type { ContainerSettings } from "../../../lib/model/plan.ts";

const host = openMachine();

/** Settings without any limit, on no network. */
export const SETTINGS: ContainerSettings = {
  image: null,
  build: null,
  timeoutMs: 60_000,
  graceMs: 5000,
  memoryBytes: null,
  cpus: null,
  shmSizeBytes: null,
  pidsLimit: null,
  capAdd: [],
  newPrivileges: false,
  allowEngineSocket: false,
  ulimits: {},
  network: "none",
  user: null,
  workdir: "/",
  mounts: [],
  env: {},
  pull: "never",
  dockerBin: "docker",
};

/** One run of the entry script. */
export interface EntryRun {
  readonly image: string;
  readonly shell: string;
  readonly argv: readonly string[];
  /** Null: no workspace at all. */
  readonly nonce?: string | null;
  readonly init?: boolean;
  readonly settings?: Partial<ContainerSettings>;
  /** Called with the id once the container printed `ready`. */
  readonly whenReady?: (id: string) => Promise<unknown>;
  /** Mode of the box. */
  readonly boxMode?: number;
  /** False: the container was given up before it started. */
  readonly hasTicket?: boolean;
  /** Mode of the files that the streams go to. */
  readonly streamMode?: number;
}

/** What a run left behind. */
export interface EntryResult {
  readonly code: number;
  /** What went to the files in the box. */
  readonly stdout: string;
  readonly stderr: string;
  /** What went to the engine, both streams. */
  readonly engine: string;
  readonly trailer: Trailer;
  readonly trailerText: string;
}

/** Runs the script in a container of its own, exactly as the executor does, and removes it. */
export async function runEntry(run: EntryRun): Promise<EntryResult> {
  const dir = await Deno.makeTempDir({ prefix: "qa-entry-" });
  await Deno.mkdir(`${dir}/workspace`);
  await Deno.mkdir(`${dir}/box`);
  await Deno.chmod(dir, 0o755);
  await Deno.chmod(`${dir}/box`, run.boxMode ?? 0o777);
  if (run.hasTicket ?? true) await Deno.writeTextFile(`${dir}/box/${TICKET_NAME}`, "run\n");
  for (const name of [STDOUT_NAME, STDERR_NAME]) {
    await Deno.writeTextFile(`${dir}/box/${name}`, STREAM_HEAD);
    await Deno.chmod(`${dir}/box/${name}`, run.streamMode ?? 0o666);
  }
  if (run.nonce !== null) {
    await Deno.writeTextFile(`${dir}/workspace/nonce`, `${run.nonce ?? "n1"}\n`);
  }
  const id = await create(toRequest(run, dir));
  try {
    const attached = attach(id);
    const told = run.whenReady
      ? tellReady(
        `${dir}/box/${STDOUT_NAME}`,
        attached,
        () => run.whenReady?.(id) ?? Promise.resolve(),
      )
      : null;
    const { code, engine } = await attached;
    const asked = await told;
    if (run.whenReady && asked !== true) throw new Error(`never ready: ${engine}`);
    const read = (name: string): Promise<string> =>
      Deno.readTextFile(`${dir}/box/${name}`).catch(() => "");
    const trailerText = await read(TRAILER_NAME);
    return {
      code,
      engine,
      stdout: (await read(STDOUT_NAME)).slice(STREAM_HEAD.length),
      stderr: (await read(STDERR_NAME)).slice(STREAM_HEAD.length),
      trailerText,
      trailer: readTrailer(trailerText),
    };
  } finally {
    await host.run(dockerRemove("docker", [id]));
    await Deno.remove(dir, { recursive: true });
  }
}

/** Text of a file in a stopped or running container. */
export async function copyText(id: string, path: string): Promise<string | null> {
  const { result } = await host.run(dockerCopyText("docker", id, path));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function toRequest(run: EntryRun, dir: string): CreateRequest {
  return {
    name: `qa-entry-${host.randomHex(6)}`,
    image: run.image,
    labels: { "qa.test": "entry" },
    settings: { ...SETTINGS, ...run.settings },
    mounts: [
      { source: `${dir}/workspace`, target: "/workspace", readOnly: true },
      { source: `${dir}/box`, target: "/box", readOnly: false },
    ],
    workdir: "/",
    env: {},
    entrypoint: run.shell,
    argv: entryArgv({ nonceFile: "/workspace/nonce", box: "/box", argv: run.argv }),
    init: run.init ?? true,
    logDriver: null,
  };
}

async function create(request: CreateRequest): Promise<string> {
  const command = dockerCreate("docker", request);
  const { result } = await host.run(command, { env: createEnvironment(request) });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function attach(id: string): Promise<{ code: number; engine: string }> {
  const [program = "", ...args] = dockerStartAttached("docker", id);
  const child = new Deno.Command(program, {
    args,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, engine: decoder.decode(stdout) + decoder.decode(stderr) };
}

/** Calls once the test printed `ready`; false when the container ended without it. */
async function tellReady(
  path: string,
  attached: Promise<unknown>,
  whenReady: () => Promise<unknown>,
): Promise<boolean> {
  let isOver = false;
  attached.then(() => isOver = true);
  while (!isOver) {
    if ((await Deno.readTextFile(path)).includes("ready\n")) {
      await whenReady();
      return true;
    }
    await host.sleep(20);
  }
  return false;
}
