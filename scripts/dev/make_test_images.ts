// Answers: where do the images of the real tests come from, on a machine that can pull none?
//
// Runs:   deno task images [--docker-bin <program>] [--only <name>]
//         needs an engine; busybox-static for the first image; root, debootstrap and a Debian mirror
//         for the others; the npm registry (or a warm cache) for the last
// Writes: the images of TEST_IMAGES that are missing, nothing else
// Exits:  0 when all are there, 1 when one cannot be made

import { parseArgs } from "@std/cli";
import { ensureDir } from "@std/fs";
import { join } from "@std/path";
import { TEST_IMAGES } from "./test_images.ts";
import { ROOT } from "./write_generated.ts";

const SUITE = "bookworm";
const PYTHON = "python3,python3-pytest,python3-networkx,python3-toolz,python3-mpmath";
/** Where the Deno image keeps its cache, writable for every user. */
const CACHE = "/deno-dir";

/** Runs a program to its end, its output on ours; throws when it fails. */
async function run(argv: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const [program = "", ...args] = argv;
  const command = new Deno.Command(program, { args, env, cwd: ROOT, stdin: "null" });
  const { success, code } = await command.spawn().status;
  if (!success) throw new Error(`${argv.join(" ")} exited with ${code}`);
}

/** The output of a program, trimmed; null when it fails. */
async function ask(argv: readonly string[]): Promise<string | null> {
  const [program = "", ...args] = argv;
  const { success, stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
  return success ? new TextDecoder().decode(stdout).trim() : null;
}

/** Imports a folder as an image, through a pipe: no archive of it ever lies on the disk. */
async function importFolder(docker: string, folder: string, image: string): Promise<void> {
  const tar = new Deno.Command("tar", {
    args: ["-C", folder, "--exclude=./proc/*", "--exclude=./sys/*", "-c", "."],
    stdout: "piped",
  }).spawn();
  const load = new Deno.Command(docker, { args: ["import", "-", image], stdin: "piped" }).spawn();
  await tar.stdout.pipeTo(load.stdin);
  const ends = await Promise.all([tar.status, load.status]);
  if (!ends.every(({ success }) => success)) throw new Error(`cannot import ${image}`);
}

async function makeBusybox(docker: string, folder: string): Promise<void> {
  const binary = await ask(["sh", "-c", "command -v busybox"]);
  if (!binary) throw new Error("busybox not found; apt-get install -y busybox-static");
  for (const name of ["bin", "etc", "tmp"]) await ensureDir(join(folder, name));
  await Deno.chmod(join(folder, "tmp"), 0o1777);
  await Deno.copyFile(binary, join(folder, "bin/busybox"));
  const applets = await ask([binary, "--list"]) ?? "";
  for (const name of applets.split("\n").filter((name) => name !== "" && name !== "busybox")) {
    await Deno.symlink("busybox", join(folder, "bin", name));
  }
  await importFolder(docker, folder, TEST_IMAGES.busybox);
}

async function makePython(docker: string, folder: string): Promise<void> {
  // Quiet on success: debootstrap writes a line for every package.
  const log = join(folder, "debootstrap.out");
  const args = ["--variant=minbase", `--include=${PYTHON}`, SUITE, join(folder, "root")];
  const command = ["sh", "-c", `debootstrap "$@" >${log} 2>&1 || { tail -20 ${log}; exit 1; }`];
  await run([...command, "sh", ...args]);
  await importFolder(docker, join(folder, "root"), TEST_IMAGES.python);
}

async function makeDeno(docker: string, folder: string): Promise<void> {
  const cache = join(folder, "cache");
  await warmCache(cache, folder);
  await run(["chmod", "-R", "a+rwX", cache]);
  const container = await ask([docker, "create", "--network", "none", TEST_IMAGES.python, "true"]);
  if (!container) throw new Error(`cannot create a container of ${TEST_IMAGES.python}`);
  try {
    await run([docker, "cp", Deno.execPath(), `${container}:/usr/bin/deno`]);
    await run([docker, "cp", cache, `${container}:${CACHE}`]);
    const env = `ENV DENO_DIR=${CACHE} DENO_NO_UPDATE_CHECK=1`;
    await run([docker, "commit", "--change", env, container, TEST_IMAGES.deno]);
  } finally {
    await ask([docker, "rm", "-f", container]);
  }
}

/** Fills a cache with every package of deno.lock, and with what `deno bundle` fetches at first use. */
async function warmCache(cache: string, folder: string): Promise<void> {
  const env = { DENO_DIR: cache, NO_COLOR: "1" };
  await run([Deno.execPath(), "install", "--quiet", "--frozen"], env);
  const module = join(folder, "empty.ts");
  await Deno.writeTextFile(module, "export {};\n");
  const bundle = ["bundle", "--quiet", "--no-config", "--output", join(folder, "empty.js"), module];
  await run([Deno.execPath(), ...bundle], env);
}

const MAKERS = { busybox: makeBusybox, python: makePython, deno: makeDeno };

/** Makes one image unless it is there; says what it does. */
async function makeMissing(docker: string, name: keyof typeof MAKERS): Promise<void> {
  const image = TEST_IMAGES[name];
  if (await ask([docker, "image", "inspect", "--format", "{{.Id}}", image])) {
    return console.log(`${image}: is there`);
  }
  const folder = await Deno.makeTempDir({ prefix: "qa-image-" });
  const start = performance.now();
  try {
    console.log(`${image}: being made`);
    await MAKERS[name](docker, folder);
    console.log(`${image}: made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) {
  const flags = parseArgs(Deno.args, {
    string: ["docker-bin", "only"],
    default: { "docker-bin": "docker" },
  });
  const names = (["busybox", "python", "deno"] as const)
    .filter((name) => flags.only === undefined || flags.only === name);
  try {
    if (names.length === 0) throw new Error(`--only ${flags.only}: busybox, python or deno`);
    for (const name of names) await makeMissing(flags["docker-bin"], name);
  } catch (error) {
    console.error(`images: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}
