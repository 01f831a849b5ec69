import { assert, assertEquals } from "@std/assert";
import type { ProcessIdentity, RunningProcess } from "../../../lib/host/host.ts";
import { openMachine } from "../../../lib/host/machine.ts";

const host = openMachine();

function started(script: string, env?: Record<string, string>): RunningProcess {
  const result = host.start({
    argv: ["sh", "-c", script],
    cwd: "/",
    ...(env ? { env, clearEnv: true } : {}),
  });
  assert(result.ok);
  return result.value;
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text;
}

Deno.test("start() streams both outputs and tells the end", async () => {
  const process = started("echo out; echo error >&2; exit 5");
  const texts = await Promise.all([textOf(process.stdout), textOf(process.stderr)]);
  assertEquals([...texts, await process.ended], ["out\n", "error\n", { code: 5, signal: null }]);
});

Deno.test("start() gives exactly the environment it is told when it clears the caller's", async () => {
  const process = started("echo $ONLY $HOME", { ONLY: "1", PATH: "/usr/bin:/bin" });
  assertEquals((await Promise.all([textOf(process.stdout), textOf(process.stderr)]))[0], "1\n");
  await process.ended;
});

Deno.test("start() tells why nothing was started", () => {
  const failures = [{ argv: ["qa-gate-no-such"], cwd: "/" }, { argv: ["true"], cwd: "/nope" }]
    .map((request) => host.start(request));
  assertEquals(failures.map((one) => !one.ok && one.error), ["not-found", "bad-cwd"]);
});

Deno.test("start() passes 50 MB of random bytes unchanged", async () => {
  const dir = await Deno.makeTempDir();
  const data = new Uint8Array(50_000_000);
  for (let at = 0; at < data.length; at += 65_536) {
    crypto.getRandomValues(data.subarray(at, at + 65_536));
  }
  await Deno.writeFile(`${dir}/random`, data);
  const process = started(`cat ${dir}/random`);
  const got = new Uint8Array(data.length);
  let length = 0;
  for await (const chunk of process.stdout) {
    got.set(chunk, length);
    length += chunk.length;
  }
  await process.abandonStreams();
  await process.ended;
  await Deno.remove(dir, { recursive: true });
  assertEquals([length, await host.sha256(got)], [data.length, await host.sha256(data)]);
});

Deno.test("ended resolves while a grandchild holds the streams, and abandonStreams() frees us", async () => {
  const process = started("sleep 621 & echo early; exit 0");
  const reading = textOf(process.stdout);
  assertEquals(await process.ended, { code: 0, signal: null });
  await process.abandonStreams();
  assertEquals(await reading, "early\n");
  process.signalGroup("SIGKILL");
});

Deno.test("abandonStreams() is fine when nobody read, and twice", async () => {
  // Whether it writes before or after nobody listens any more, it lives on until we end it.
  const process = started("trap '' PIPE; echo unread; sleep 622");
  await process.abandonStreams();
  await process.abandonStreams();
  process.signalGroup("SIGKILL");
  assertEquals((await process.ended).signal, "SIGKILL");
});

Deno.test("signalGroup() reaches grandchildren, and is silent when the group is gone", async () => {
  const process = started("(sleep 623 & echo $!; wait) & wait");
  const first = await firstLine(process.stdout);
  const grandchild = host.identify(Number(first));
  assert(grandchild);
  process.signalGroup("SIGTERM");
  assertEquals((await process.ended).signal, "SIGTERM");
  await process.abandonStreams();
  await untilDead(grandchild);
  process.signalGroup("SIGKILL");
});

Deno.test("killGroup() ends a group whose leader is gone already", async () => {
  const process = started("sleep 624 & echo $!");
  const grandchild = host.identify(Number(await firstLine(process.stdout)));
  await process.ended;
  await process.abandonStreams();
  assert(grandchild && await host.isAlive(grandchild));
  host.killGroup(process.pid);
  await untilDead(grandchild);
  host.killGroup(process.pid);
});

async function firstLine(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const chunk of chunks) return new TextDecoder().decode(chunk).trim();
  return "";
}

/** A signal is delivered soon, not at once: asks until it has happened, and fails after 5 s. */
async function untilDead(process: ProcessIdentity): Promise<void> {
  for (let i = 0; i < 500 && await host.isAlive(process); i++) await host.sleep(10);
  assertEquals(await host.isAlive(process), false);
}
