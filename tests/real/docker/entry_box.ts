import {
  createEnvironment,
  type CreateRequest,
  dockerCreate,
} from "../../../lib/docker/docker_create.ts";
import { dockerCopyText } from "../../../lib/docker/docker_copy_text.ts";
import { dockerRemove } from "../../../lib/docker/docker_remove.ts";
import { entryArgv, readTrailer } from "../../../lib/docker/entry_script.ts";
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
  /** Mode of the folder of the trailer. */
  readonly boxMode?: number;
}

/** What a run left behind. */
export interface EntryResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
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
  if (run.nonce !== null) {
    await Deno.writeTextFile(`${dir}/workspace/nonce`, `${run.nonce ?? "n1"}\n`);
  }
  const id = await create(toRequest(run, dir));
  try {
    const attached = await attach(id, run.whenReady);
    const trailerText = await Deno.readTextFile(`${dir}/box/trailer`).catch(() => "");
    return { ...attached, trailerText, trailer: readTrailer(trailerText) };
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
    argv: entryArgv({ nonceFile: "/workspace/nonce", trailerFile: "/box/trailer", argv: run.argv }),
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

async function attach(id: string, whenReady?: (id: string) => Promise<unknown>) {
  const [program = "", ...args] = dockerStartAttached("docker", id);
  const child = new Deno.Command(program, { args, stdin: "null", stdout: "piped", stderr: "piped" })
    .spawn();
  const errors = new Response(child.stderr).text();
  let stdout = "";
  let told = whenReady === undefined;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    stdout += text;
    if (!told && stdout.includes("ready\n")) {
      told = true;
      await whenReady?.(id);
    }
  }
  return { code: (await child.status).code, stdout, stderr: await errors };
}
