import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";
import type { RunOptions } from "../../../lib/host/host.ts";
import type { CommandOutput } from "../../../lib/model/command.ts";
import { ok } from "../../../lib/model/result.ts";

const host = openMachine();

async function output(
  argv: string[],
  options: RunOptions & { timeoutMs?: number } = {},
): Promise<CommandOutput> {
  const { timeoutMs = 20_000, ...rest } = options;
  return (await host.run({ argv, timeoutMs, read: ok }, rest)).output;
}

const shell = (script: string, options = {}) => output(["sh", "-c", script], options);

Deno.test("run() yields both streams, the exit code and what the command reads", async () => {
  const { result, output } = await host.run({
    argv: ["sh", "-c", "echo out; echo error >&2; exit 3"],
    timeoutMs: 20_000,
    read: ({ stdout, code }) => ok(`${stdout.trim()} ${code}`),
  });
  assertEquals(result, ok("out 3"));
  assertEquals([output.stdout, output.stderr, output.code], ["out\n", "error\n", 3]);
  assertEquals([output.signal, output.timedOut, output.spawnFailure], [null, false, null]);
});

Deno.test("run() gives no input, the folder and the added environment", async () => {
  const cwd = await Deno.realPath(await Deno.makeTempDir());
  const { stdout } = await shell('cat; pwd; echo "$ADDED $HOME"', { cwd, env: { ADDED: "1" } });
  assertEquals(stdout, `${cwd}\n1 ${Deno.env.get("HOME") ?? ""}\n`);
  await Deno.remove(cwd);
});

Deno.test("run() tells why a program cannot be started", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(`${dir}/plain`, "#!/bin/sh\n");
  const failures = await Promise.all([
    output(["qa-gate-no-such-program"]),
    output([`${dir}/plain/x`]),
    output([""]),
    output([]),
    output(["true"], { cwd: `${dir}/nope` }),
    output(["true"], { cwd: `${dir}/plain` }),
    output(["true"], { cwd: "/a\0b" }),
    output(["qa-gate-no-such-program"], { cwd: `${dir}/nope` }),
    output([`${dir}/plain`]),
    output([dir]),
    output(["true", "x".repeat(3_000_000)]),
    output(["true", "a\0b"]),
    output(["true"], { env: { A: "\0" } }),
  ]);
  assertEquals(failures.map(({ spawnFailure }) => spawnFailure), [
    "not-found",
    "not-found",
    "not-found",
    "not-found",
    "bad-cwd",
    "bad-cwd",
    "bad-cwd",
    "bad-cwd",
    "permission-denied",
    "permission-denied",
    "arguments-too-long",
    "other",
    "other",
  ]);
  assertEquals(new Set(failures.map(({ code }) => code)), new Set([-1]));
  assertStringIncludes(failures[11]?.stderr ?? "", "nul byte");
  await Deno.remove(dir, { recursive: true });
});

Deno.test("run() names the signal that ended the program", async () => {
  const { code, signal } = await shell("kill -9 $$");
  assertEquals([code, signal], [137, "SIGKILL"]);
});

Deno.test({
  name: "run() gives a number to a signal without a name",
  ignore: Deno.build.os !== "linux",
  // Deno 2.9 rejects the status of such a process and then never closes it.
  sanitizeResources: false,
  async fn() {
    const { code, signal } = await shell("kill -62 $$");
    assertEquals([code, signal], [190, "SIG62"]);
  },
});

Deno.test("run() kills the whole group at its deadline and keeps what was printed", async () => {
  // Both ignore SIGTERM, and the grandchild holds the pipe.
  const { timedOut, signal, stdout, durationMs } = await shell(
    "trap '' TERM; sleep 611 & echo $!; wait; sleep 612",
    { timeoutMs: 300 },
  );
  assertEquals([timedOut, signal], [true, "SIGKILL"]);
  assert(durationMs >= 300 && durationMs < 20_000, `${durationMs}`);
  assertEquals(await isGone(Number(stdout)), true);
});

Deno.test("run() kills at once when its caller gives up, before or during the run", async () => {
  const stop = new AbortController();
  const running = shell("sleep 613", { signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
  assertEquals((await running).timedOut, true);
  assertEquals((await shell("sleep 614", { signal: stop.signal })).timedOut, true);
});

Deno.test("run() does not wait for a grandchild that holds the pipe", async () => {
  const { stdout, code, durationMs } = await shell("sleep 30 & echo $!; exit 4");
  assertEquals(code, 4);
  assert(durationMs < 20_000, `${durationMs}`);
  // It is left alone: a command may leave a daemon behind on purpose.
  assertEquals(await isGone(Number(stdout), 1), false);
  Deno.kill(Number(stdout), "SIGKILL");
});

Deno.test("run() keeps the bound of each stream and drops the rest of 100 MB", async () => {
  const before = Deno.memoryUsage().rss;
  const { stdout, stderr, code } = await shell(
    "head -c 100000000 /dev/zero | tr '\\0' x; head -c 3000 /dev/zero | tr '\\0' y >&2",
    { maxBytes: 2_000 },
  );
  assertEquals([code, stdout, stderr], [0, "x".repeat(2_000), "y".repeat(2_000)]);
  const grownMb = (Deno.memoryUsage().rss - before) / 1e6;
  assert(grownMb < 60, `grew by ${grownMb} MB`);
});

Deno.test("run() replaces invalid UTF-8", async () => {
  assertEquals((await shell("printf 'a\\377b'")).stdout, "a\ufffdb");
});

/** A killed orphan stays a zombie until init collects it, so its identity is asked, not its id. */
async function isGone(pid: number, tries = 100): Promise<boolean> {
  assert(pid > 1);
  for (let i = 0; i < tries; i++) {
    if (host.identify(pid) === null) return true;
    await host.sleep(10);
  }
  return false;
}
