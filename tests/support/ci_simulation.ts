import { copy } from "./copy_folder.ts";
import { dirname, join, relative } from "@std/path";
import { fromFileUrl } from "@std/path";
import { onCleanup } from "./on_cleanup.ts";

const SCRIPTS = fromFileUrl(new URL("../../scripts/qa", import.meta.url));
/** No step of these examples takes longer; one that does is ended, and its test fails. */
const LONGEST_MS = 120_000;

/** A machine on which jobs run one after the other: a repository, and a folder for what outlives a job. */
export interface CiMachine extends AsyncDisposable {
  /** The repository, as a job checks it out. */
  readonly repository: string;
  /** Where caches and artifacts are kept. */
  readonly store: string;
  /** Folder of programs that stand before all others. */
  readonly bin: string;
  /** A new folder with a checkout. */
  checkout(): Promise<string>;
}

/** What a script of a job wrote, and how it ended. */
export interface ScriptEnd {
  readonly code: number;
  readonly out: string;
}

/** Writes a repository of these files, and makes `deno` the one that runs. */
export async function openCiMachine(files: Readonly<Record<string, string>>): Promise<CiMachine> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "qa-ci-" }));
  const [repository, store, bin] = ["repository", "store", "bin"].map((name) => join(root, name));
  for (const folder of [repository, store, bin]) await Deno.mkdir(folder!);
  await writeFiles(repository!, files);
  await writeProgram(bin!, "deno", `#!/bin/sh\nexec ${Deno.execPath()} "$@"\n`);
  // What a job installs is there already.
  await writeProgram(bin!, "npm", "#!/bin/sh\nexit 0\n");
  await commit(repository!);
  let jobs = 0;
  return {
    ...{ repository: repository!, store: store!, bin: bin! },
    checkout: async () => {
      const folder = join(root, `job-${jobs++}`);
      await copy(repository!, folder);
      return folder;
    },
    ...onCleanup(() => Deno.remove(root, { recursive: true })),
  };
}

/** Commits everything in a repository, which is made where there is none. */
export async function commit(repository: string): Promise<void> {
  const who = ["-c", "user.name=ci", "-c", "user.email=ci@example.invalid"];
  for (const args of [["init", "-q"], ["add", "-A"], [...who, "commit", "-q", "-m", "change"]]) {
    const { success, stderr } = await new Deno.Command("git", { args, cwd: repository }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  }
}

/** Writes files below a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    await Deno.writeTextFile(join(folder, name), text);
  }
}

/** A program that stands before all others of its name. */
export async function writeProgram(bin: string, name: string, text: string): Promise<void> {
  await Deno.writeTextFile(join(bin, name), text);
  await Deno.chmod(join(bin, name), 0o755);
}

/** Runs a script of a job as its system does, our own scripts from this tree in place of exported ones. */
export async function runScript(
  machine: CiMachine,
  script: string,
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<ScriptEnd> {
  const text = script.replace(/scripts\/qa\/(\w+)\.js/g, `${SCRIPTS}/$1.ts`);
  const { stdout, stderr, code } = await new Deno.Command("bash", {
    args: ["-e", "-o", "pipefail", "-c", text],
    cwd,
    clearEnv: true,
    env: {
      ...{ PATH: `${machine.bin}:${Deno.env.get("PATH") ?? ""}`, HOME: machine.store, CI: "true" },
      ...Deno.env.has("DENO_DIR") ? { DENO_DIR: Deno.env.get("DENO_DIR")! } : denoDir(),
      // The failsafe, wherever these tests run.
      ...{ QA_MODE: "failsafe", NO_COLOR: "1" },
      ...env,
    },
    stdin: "null",
    signal: AbortSignal.timeout(LONGEST_MS),
  }).output();
  const read = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  return { code, out: `${read(stdout)}${read(stderr)}` };
}

/** HOME is another one in a job, and the cache of modules lies in it. */
function denoDir(): Record<string, string> {
  return { DENO_DIR: `${Deno.env.get("HOME") ?? ""}/.cache/deno` };
}

/** Copies files or folders of a job to the store, each at its path from the job's folder. */
export async function keep(
  cwd: string,
  paths: readonly string[],
  to: string,
): Promise<readonly string[]> {
  const kept: string[] = [];
  for (const path of paths) {
    const from = join(cwd, path);
    if (await Deno.stat(from).catch(() => null) === null) continue;
    await Deno.mkdir(dirname(join(to, path)), { recursive: true });
    await copy(from, join(to, path));
    kept.push(relative(cwd, from));
  }
  return kept;
}
