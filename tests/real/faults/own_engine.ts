import { askDocker } from "../../support/ask_docker.ts";
import type { PrivateEngine } from "../../support/private_engine.ts";

const START_MS = 30_000;

/** The id, on this machine, of a part of an engine of our own; null when it is not running. */
export async function partOf(
  engine: PrivateEngine,
  part: "dockerd" | "containerd",
): Promise<number | null> {
  const home = homeOf(engine);
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const [comm, line] = await Promise.all([read(name, "comm"), read(name, "cmdline")]);
    if (comm.trim() === part && line.includes(home)) return Number(name);
  }
  return null;
}

/** Starts the engine again with the arguments it had, in its own namespaces; waits until it answers. */
export async function restartEngine(engine: PrivateEngine): Promise<void> {
  const home = homeOf(engine);
  const startMs = performance.now();
  while (await partOf(engine, "dockerd") !== null) await bound(startMs, "it does not end");
  // Without that file's number being free, another process of the namespace could bear it.
  await Deno.remove(`${home}/pid`).catch(() => {});
  const first = await firstProcess(home);
  const words = (await read(String(first), "cmdline")).split("\0").slice(0, -1);
  const given = words.slice(words.indexOf(home) + 2);
  const args = [
    ...["--target", String(first), "--mount", "--pid", "--", "setsid", "dockerd"],
    ...["--host", `unix://${home}/docker.sock`, "--data-root", `${home}/data`],
    ...["--exec-root", `${home}/exec`, "--pidfile", `${home}/pid`],
    ...["--bridge", "none", "--iptables=false", ...given],
  ];
  const started = await new Deno.Command("sh", {
    args: ["-c", 'log=$1; shift; nsenter "$@" >>"$log" 2>&1 &', "sh", `${home}/log`, ...args],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
  if (!started.success) throw new Error("the engine cannot be started again");
  while ((await askDocker(["version"], engine.env)).code !== 0) await bound(startMs, "it is mute");
}

async function bound(startMs: number, why: string): Promise<void> {
  if (performance.now() - startMs > START_MS) throw new Error(`the engine again: ${why}`);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The shell that is the first process of the engine's namespaces: its line holds the home as a word. */
async function firstProcess(home: string): Promise<number> {
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const words = (await read(name, "cmdline")).split("\0");
    if (words[0] === "sh" && words.includes(home)) return Number(name);
  }
  throw new Error("the engine's namespaces are gone");
}

function homeOf({ env }: PrivateEngine): string {
  return (env["DOCKER_HOST"] ?? "").replace(/^unix:\/\//, "").replace(/\/docker\.sock$/, "");
}

function read(pid: string, name: string): Promise<string> {
  return Deno.readTextFile(`/proc/${pid}/${name}`).catch(() => "");
}
