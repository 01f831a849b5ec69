import { assert, assertEquals } from "@std/assert";
import { openMachine } from "../../../lib/host/machine.ts";

const host = openMachine();

Deno.test("isAlive() knows this process and no other that had its id before", async () => {
  const { self } = host.machine;
  assertEquals([self.pid, await host.isAlive(self)], [Deno.pid, true]);
  if (Deno.build.os !== "linux") return;
  assert(self.bootId.length === 36 && Number(self.startTime) > 0);
  assertEquals(await host.isAlive({ ...self, startTime: "1" }), false);
  assertEquals(await host.isAlive({ ...self, bootId: crypto.randomUUID() }), false);
  assertEquals(await host.isAlive({ ...self, bootId: "", startTime: "" }), true);
});

Deno.test("isAlive() is false for ids that no process has", async () => {
  for (const pid of [0, -1, 1.5, NaN, 2 ** 40]) {
    assertEquals(await host.isAlive({ pid, bootId: "", startTime: "" }), false);
    assertEquals(host.identify(pid), null);
  }
});

Deno.test("identify() reads the start time behind a name with spaces and parentheses", async () => {
  const dir = await Deno.makeTempDir();
  const name = `${dir}/a) S (1 2`;
  await Deno.copyFile(await Deno.realPath("/bin/sleep"), name);
  const started = host.start({ argv: [name, "30"], cwd: "/" });
  assert(started.ok);
  const identity = host.identify(started.value.pid);
  const own = Number(host.machine.self.startTime);
  assert(identity && Number(identity.startTime) >= own, JSON.stringify(identity));
  started.value.signalGroup("SIGKILL");
  await started.value.ended;
  await started.value.abandonStreams();
  assertEquals(await host.isAlive(identity), false);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("isAlive() is false for a zombie: it will never do anything again", async () => {
  // The shell becomes a sleep that never collects its child. The child ends only then: a shell that
  // is still there when its child ends may collect it.
  const child = 'while [ "$(cat /proc/$$/comm)" != sleep ]; do sleep 0.01; done';
  const argv = ["sh", "-c", `(${child}) & echo $!; exec sleep 30`];
  const started = host.start({ argv, cwd: "/" });
  assert(started.ok);
  let text = "";
  for await (const chunk of started.value.stdout) {
    text = new TextDecoder().decode(chunk).trim();
    break;
  }
  for (let i = 0; i < 500 && host.identify(Number(text)) !== null; i++) await host.sleep(10);
  assert(await Deno.lstat(`/proc/${text}`));
  assertEquals(await host.isAlive({ pid: Number(text), bootId: "", startTime: "" }), false);
  started.value.signalGroup("SIGKILL");
  await started.value.ended;
  await started.value.abandonStreams();
});
