import { assert, assertEquals, assertThrows } from "@std/assert";
import { ok } from "../../../lib/model/result.ts";
import { exitCodeOf, FAKE_MACHINE, fakeHost } from "../../support/fake_host.ts";

const command = (argv: string[], timeoutMs = 1000) => ({
  argv,
  timeoutMs,
  read: ({ stdout }: { stdout: string }) => ok(stdout),
});
const is = (name: string) => (argv: readonly string[]) => argv[0] === name;

Deno.test("sleep() jumps the virtual clock when everything waits", async () => {
  const host = fakeHost({ startsAt: "2026-01-01T00:00:00.000Z" });
  await host.sleep(3_600_000);
  assertEquals(host.monotonicMs(), 3_600_000);
  assertEquals(host.now(), "2026-01-01T01:00:00.000Z");
});

Deno.test("sleep() wakes sleepers in order of their time, then of their call", async () => {
  const host = fakeHost();
  const woken: string[] = [];
  const sleepers = [["c", 20], ["a", 10], ["b", 10]] as const;
  await Promise.all(
    sleepers.map(([name, ms]) =>
      host.sleep(ms).then(() => woken.push(`${name}@${host.monotonicMs()}`))
    ),
  );
  assertEquals(woken, ["a@10", "b@10", "c@20"]);
});

Deno.test("sleep() returns at once when aborted and leaves the clock alone", async () => {
  const host = fakeHost();
  const stop = new AbortController();
  const long = host.sleep(1_000_000, stop.signal);
  stop.abort();
  await long;
  await host.sleep(5);
  assertEquals(host.monotonicMs(), 5);
});

Deno.test("setWallClock() moves the wall clock and not the monotonic one", async () => {
  const host = fakeHost();
  await host.sleep(100);
  host.setWallClock("2020-01-01T00:00:00.000Z");
  assertEquals([host.now(), host.monotonicMs()], ["2020-01-01T00:00:00.000Z", 100]);
});

Deno.test("run() answers from the script and records the call", async () => {
  const host = fakeHost({
    programs: [{ match: is("git"), stdout: "main\n", stderr: "note", code: 3, delayMs: 12 }],
  });
  const { result, output } = await host.run(command(["git", "branch"]), {
    cwd: "/project",
    env: { A: "1" },
  });
  assertEquals(result, ok("main\n"));
  assertEquals([output.code, output.stderr, output.durationMs], [3, "note", 12]);
  assertEquals(host.calls, [{
    via: "run",
    argv: ["git", "branch"],
    cwd: "/project",
    env: { A: "1" },
    atMs: 0,
    pid: 1001,
  }]);
});

Deno.test("run() does not find a program that nobody scripted", async () => {
  const { output } = await fakeHost().run(command(["docker"]));
  assertEquals([output.spawnFailure, output.code], ["not-found", -1]);
});

Deno.test("run() takes the next matching program when one has answered its times", async () => {
  const host = fakeHost({
    programs: [{ match: is("a"), times: 1, code: 1 }, { match: is("a"), code: 2 }],
  });
  const codes = [];
  for (let i = 0; i < 3; i++) codes.push((await host.run(command(["a"]))).output.code);
  assertEquals(codes, [1, 2, 2]);
});

Deno.test("run() kills a program that hangs at its deadline, with what it printed until then", async () => {
  const host = fakeHost({
    programs: [{
      match: is("docker"),
      stdout: ["early", { afterMs: 4000 }, "in time", { afterMs: 4000 }, "late"],
      hangs: true,
    }],
  });
  const { output } = await host.run(command(["docker"], 5000));
  assertEquals(output.stdout, "earlyin time");
  assertEquals([output.timedOut, output.signal, output.code], [true, "SIGKILL", 137]);
  assertEquals(host.monotonicMs(), 5000);
});

Deno.test("run() kills a program when its caller gives up", async () => {
  const host = fakeHost({ programs: [{ match: is("docker"), hangs: true }] });
  const stop = new AbortController();
  const running = host.run(command(["docker"], 60_000), { signal: stop.signal });
  await host.sleep(7);
  stop.abort();
  assertEquals([(await running).output.timedOut, host.monotonicMs()], [true, 7]);
});

Deno.test("start() streams chunks at their times and ends with the last", async () => {
  const host = fakeHost({
    programs: [{ match: is("sh"), stdout: ["a", { afterMs: 50 }, "b"], stderr: "e", delayMs: 5 }],
  });
  const started = host.start({ argv: ["sh"], cwd: "/project" });
  assert(started.ok);
  const seen: string[] = [];
  for await (const chunk of started.value.stdout) {
    seen.push(`${new TextDecoder().decode(chunk)}@${host.monotonicMs()}`);
  }
  assertEquals(seen, ["a@0", "b@50"]);
  assertEquals(await started.value.ended, { code: 0, signal: null });
  assertEquals(host.monotonicMs(), 55);
});

Deno.test("start() wipes a chunk when the next is asked for, as the real host may", async () => {
  const host = fakeHost({ programs: [{ match: is("sh"), stdout: ["ab", "cd"] }] });
  const started = host.start({ argv: ["sh"], cwd: "/project" });
  assert(started.ok);
  const kept: Uint8Array[] = [];
  for await (const chunk of started.value.stdout) kept.push(chunk);
  assertEquals(kept[0], new Uint8Array(2));
});

Deno.test("start() ends by a signal, and only by SIGKILL when it ignores SIGTERM", async () => {
  const host = fakeHost({
    programs: [
      { match: is("polite"), hangs: true },
      { match: is("deaf"), hangs: true, ignoresSigterm: true },
    ],
  });
  const ends = [];
  for (const name of ["polite", "deaf"]) {
    const started = host.start({ argv: [name], cwd: "/project" });
    assert(started.ok);
    started.value.signalGroup("SIGTERM");
    await host.sleep(10);
    started.value.signalGroup("SIGKILL");
    ends.push(await started.value.ended);
  }
  assertEquals(ends, [{ code: 143, signal: "SIGTERM" }, { code: 137, signal: "SIGKILL" }]);
  assertEquals(host.signals.map(({ signal }) => signal), [
    "SIGTERM",
    "SIGKILL",
    "SIGTERM",
    "SIGKILL",
  ]);
});

Deno.test("start() keeps streams open after the end while a grandchild holds them", async () => {
  const host = fakeHost({ programs: [{ match: is("sh"), stdout: "x", holdsStreams: true }] });
  const started = host.start({ argv: ["sh"], cwd: "/project" });
  assert(started.ok);
  await started.value.ended;
  let closed = false;
  const reading = (async () => {
    for await (const _ of started.value.stdout);
    closed = true;
  })();
  await host.sleep(60_000);
  assertEquals(closed, false);
  await started.value.abandonStreams();
  await reading;
  assertEquals(closed, true);
});

Deno.test("effect() runs when a program ends by itself and not when it is killed", async () => {
  const host = fakeHost({
    programs: [
      { match: is("ends"), delayMs: 5, effect: () => host.files.put("/project/r.xml", "<r/>") },
      { match: is("hangs"), hangs: true, effect: () => host.files.put("/project/no.xml", "") },
    ],
  });
  await host.run(command(["ends"]));
  await host.run(command(["hangs"]));
  assertEquals(host.files.paths(), ["/project/r.xml"]);
});

Deno.test("files hold what a run writes, links resolved, folders demanded", async () => {
  const { files } = fakeHost({ files: { "/w/real.txt": "1", "/w/l": { kind: "link", to: "." } } });
  assertEquals((await files.writeWhole("/w/l/new.txt", "2")).ok, true);
  assertEquals(files.text("/w/new.txt"), "2");
  assertEquals(await files.realPath("/w/l/l/real.txt"), "/w/real.txt");
  const missing = await files.writeWhole("/nope/x", "");
  assertEquals(!missing.ok && missing.error.kind === "file" && missing.error.code, "not-found");
  assertEquals(
    await files.list("/w"),
    ok([
      { name: "l", kind: "link" },
      { name: "new.txt", kind: "file" },
      { name: "real.txt", kind: "file" },
    ]),
  );
});

Deno.test("open() refuses links, other things and what is too large", async () => {
  const { files } = fakeHost({
    files: { "/a": "12345", "/l": { kind: "link", to: "/a" }, "/f": { kind: "other" } },
  });
  const codes = [];
  for (const path of ["/a", "/l", "/f", "/none", "/"]) {
    const opened = await files.open(path, 4);
    codes.push(!opened.ok && opened.error.kind === "file" && opened.error.code);
  }
  assertEquals(codes, ["too-large", "is-a-link", "not-a-file", "not-found", "not-a-file"]);
});

Deno.test("failures break operations below a path until they are taken out", async () => {
  const { files } = fakeHost({
    failures: [{ path: "/project", code: "disk-full", actions: ["write"] }],
  });
  const full = await files.writeWhole("/project/a", "1");
  assertEquals(!full.ok && full.error.kind === "file" && full.error.code, "disk-full");
  files.failures.length = 0;
  assertEquals((await files.writeWhole("/project/a", "1")).ok, true);
});

Deno.test("makeDirExclusive() lets one of many succeed", async () => {
  const { files } = fakeHost();
  const all = await Promise.all(
    Array.from({ length: 20 }, () => files.makeDirExclusive("/project/d")),
  );
  assertEquals(all.filter(({ ok }) => ok).length, 1);
});

Deno.test("append() adds, linkOrCopy() sees it, rename() moves a whole folder", async () => {
  const { files } = fakeHost({ files: { "/d/log": "a" } });
  await files.linkOrCopy("/d/log", "/d/same");
  const sink = await files.append("/d/log");
  assert(sink.ok);
  await sink.value.write(new TextEncoder().encode("b"));
  await files.rename("/d", "/e");
  assertEquals([files.text("/e/same"), files.paths()], ["ab", ["/e/log", "/e/same"]]);
  assertThrows(() => files.text("/d/log"), Error, "not-found");
});

Deno.test("interrupt() reaches who listens, as often as it is sent", () => {
  const host = fakeHost();
  const heard: string[] = [];
  const stop = host.onInterrupt((signal) => heard.push(signal));
  host.interrupt("SIGINT");
  host.interrupt("SIGTERM");
  stop();
  assertEquals([host.interrupt("SIGINT"), heard], [0, ["SIGINT", "SIGTERM"]]);
});

Deno.test("exitCodeOf() yields the code of a return and of an exit", async () => {
  const host = fakeHost();
  assertEquals(await exitCodeOf(() => Promise.resolve(3)), 3);
  assertEquals(await exitCodeOf(() => Promise.resolve().then(() => host.exit(130))), 130);
});

Deno.test("isAlive() knows itself and whom the script names", async () => {
  const other = { pid: 7, bootId: "b", startTime: "1" };
  const host = fakeHost({ alive: [other] });
  const asked = [FAKE_MACHINE.self, other, { ...other, startTime: "2" }];
  assertEquals(await Promise.all(asked.map((one) => host.isAlive(one))), [true, true, false]);
});

Deno.test("identify() knows what was started until it ends", async () => {
  const host = fakeHost({ programs: [{ match: is("sh"), delayMs: 9 }] });
  const started = host.start({ argv: ["sh"], cwd: "/project" });
  assert(started.ok);
  const identity = { pid: started.value.pid, bootId: "boot-1", startTime: "0" };
  assertEquals(host.identify(started.value.pid), identity);
  await started.value.ended;
  assertEquals([host.identify(started.value.pid), host.identify(4711)], [null, null]);
});

Deno.test("randomHex() and sha256() are the same in every test", async () => {
  const [a, b] = [fakeHost(), fakeHost()];
  assertEquals(a.randomHex(3), b.randomHex(3));
  assert(a.randomHex(3) !== b.randomHex(8));
  assertEquals(
    await a.sha256("abc"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

Deno.test("terminal captures both streams and has the size it is given", () => {
  const host = fakeHost({ terminal: { stdoutIsTerminal: true, columns: 40 } });
  host.terminal.out("a");
  host.terminal.error("b");
  host.terminal.out("c");
  assertEquals([host.stdout(), host.stderr(), host.terminal.columns()], ["ac", "b", 40]);
});
