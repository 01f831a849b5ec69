import { assert, assertEquals } from "@std/assert";
import createdText from "../../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import runningText from "../../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import { makeBox } from "../../../lib/execute/container_box.ts";
import { openLogs } from "../../../lib/execute/follow_logs.ts";
import type { Trailer } from "../../../lib/model/observation.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";
import { sampleContainerExecution } from "../../support/sample_container_execution.ts";

const ID = "c".repeat(64);
const TRAILER: Trailer = {
  nonce: "f00d",
  exitCode: 0,
  oomKills: 0,
  pidsLimitHits: 0,
  memoryPeakBytes: null,
  signalled: false,
  spooled: true,
  endedUptimeS: null,
  stdout: { bytes: 4, sha256: null },
  stderr: { bytes: 0, sha256: null },
};

interface Rig {
  readonly withEntryScript?: boolean;
  readonly start?: FakeAnswer;
  readonly logs?: FakeAnswer;
  readonly inspect?: FakeAnswer;
}

async function rig({ withEntryScript = true, start, logs, inspect }: Rig = {}) {
  const host = fakeHost({
    files: { "/run": { kind: "folder" } },
    programs: [
      { match: ([, verb]) => verb === "start", ...start },
      { match: ([, verb]) => verb === "logs", stdout: "kept\n", ...logs },
      { match: ([, verb]) => verb === "inspect", ...inspect },
    ],
  });
  const box = await makeBox(host, "/spool/box");
  assert(box.ok);
  const execution = sampleContainerExecution({ request: { withEntryScript } });
  const over = new AbortController();
  const followed = openLogs(host, execution, { box: box.value, id: ID, over: over.signal });
  const asked = () => host.calls.filter(({ argv }) => argv[1] === "logs").length;
  return { host, execution, over, followed, asked };
}

async function append(host: FakeHost, name: string, text: string): Promise<void> {
  const sink = await host.files.append(`/spool/box/${name}`);
  assert(sink.ok);
  await sink.value.write(new TextEncoder().encode(text));
}

Deno.test("openLogs() follows the spool, and asks the engine for nothing where it is whole", async () => {
  const { host, followed, over, asked, execution } = await rig();
  assertEquals((await followed.start()).ok, true);
  assertEquals(host.calls[0]?.argv, ["docker", "start", "--", ID]);
  await append(host, "stdout", "one\n");
  await host.sleep(150);
  assertEquals([host.files.text("/run/stdout.log"), followed.ended], ["one\n", null]);
  await append(host, "stderr", "oh");
  over.abort();
  await followed.read();
  const told = await followed.tell(TRAILER, true);
  assertEquals([told.channel, told.engineLog, told.endSeen], ["spool", null, true]);
  assertEquals([told.trailer, asked()], [TRAILER, 0]);
  assertEquals([told.stdout.bytes, told.stdout.lines, told.stderr.bytes], [4, 1, 2]);
  assert(told.stdout.sha256 !== null && told.stdout.losses.length === 0);
  assertEquals([host.files.text("/run/stderr.log"), execution.stderr.bytes], ["oh", 2]);
});

Deno.test("openLogs() appends the engine's log where the script did not live to tell its end", async () => {
  for (const trailer of [null, { ...TRAILER, exitCode: null }]) {
    const { host, followed, over, asked } = await rig();
    await append(host, "stdout", "one\n");
    over.abort();
    await followed.read();
    const told = await followed.tell(trailer, true);
    assertEquals([told.channel, told.trailer, asked()], ["spool", null, 1]);
    assertEquals(host.files.text("/run/stdout.log"), "one\nkept\n");
    assertEquals([told.stdout.bytes, told.doubts], [9, []]);
  }
});

Deno.test("openLogs() has only the engine's log where the spool could not be used", async () => {
  const { host, followed, over } = await rig();
  over.abort();
  await followed.read();
  const told = await followed.tell({ ...TRAILER, spooled: false }, true);
  assertEquals([told.channel, told.trailer, told.stdout.sha256], ["engine-log", null, null]);
  assertEquals(host.files.text("/run/stdout.log"), "kept\n");
});

Deno.test("openLogs() asks no engine that has not told the end", async () => {
  const { followed, over, asked } = await rig();
  over.abort();
  await followed.read();
  const told = await followed.tell(null, false);
  assertEquals([told.endSeen, asked()], [false, 0]);
});

Deno.test("openLogs() doubts a log for which the engine did not answer", async () => {
  const { followed, over } = await rig({ logs: { code: 1 } });
  over.abort();
  await followed.read();
  const told = await followed.tell(null, true);
  assertEquals(told.doubts, ["what the engine kept of the output could not be read"]);
});

Deno.test("openLogs() dates what it appends since the start of the container", async () => {
  const { host, execution, followed, over } = await rig();
  await host.sleep(2_000);
  over.abort();
  await followed.read();
  await followed.tell(null, true);
  assertEquals([execution.stdout.firstOutputMs, execution.stdout.lastOutputMs], [2_000, 2_000]);
});

const PLAIN = { withEntryScript: false };

Deno.test("openLogs() attaches a client where no script of ours runs, and compares with the engine", async () => {
  const start = { stdout: ["one\n", { afterMs: 300 }, "two"], stderr: "oh\n", code: 3 };
  const logs = { stdout: "one\ntwo", stderr: "oh\n" };
  const { host, followed, over, execution } = await rig({ ...PLAIN, start, logs });
  assertEquals((await followed.start()).ok, true);
  assertEquals(host.calls[0]?.argv, ["docker", "start", "--attach", "--", ID]);
  assertEquals(followed.ended?.aborted, false);
  await host.sleep(400);
  assertEquals(followed.ended?.aborted, true);
  over.abort();
  await followed.read();
  const told = await followed.tell(null, true);
  assertEquals([told.channel, told.trailer], ["attached", null]);
  assertEquals(told.engineLog, { bytes: 10, lines: 2 });
  assertEquals([told.stdout.bytes, told.stdout.lines, told.stderr.bytes], [7, 1, 3]);
  assertEquals(host.files.text("/run/stdout.log"), "one\ntwo");
  assertEquals([execution.stdout.bytes, host.signals], [7, []]);
});

Deno.test("openLogs() compares with no engine that has not told the end", async () => {
  const { followed, over, asked } = await rig(PLAIN);
  await followed.start();
  over.abort();
  await followed.read();
  assertEquals([(await followed.tell(null, false)).engineLog, asked()], [null, 0]);
});

Deno.test("openLogs() ends a client that goes on after its container, five seconds later", async () => {
  const { host, followed, over } = await rig({ ...PLAIN, start: { stdout: "one\n", hangs: true } });
  await followed.start();
  await host.sleep(1_000);
  over.abort();
  await followed.read();
  assertEquals(host.monotonicMs(), 6_000);
  assertEquals(host.signals.map(({ signal }) => signal), ["SIGKILL"]);
  assertEquals(host.files.text("/run/stdout.log"), "one\n");
});

Deno.test("openLogs() ends a client that waits for a container that nobody has started", async () => {
  for (const [stdout, signals] of [[createdText, ["SIGKILL"]], [runningText, []]] as const) {
    const start = { hangs: true };
    const { host, followed, over } = await rig({ ...PLAIN, start, inspect: { stdout } });
    await followed.start();
    await host.sleep(29_000);
    assertEquals([followed.ended?.aborted, host.signals], [false, []]);
    await host.sleep(2_000);
    assertEquals(host.signals.map(({ signal }) => signal), [...signals]);
    assertEquals(followed.ended?.aborted, signals.length > 0);
    over.abort();
    await followed.read();
  }
});

Deno.test("openLogs() gives a client that has the last bytes the time to say them", async () => {
  const start = { stdout: ["one\n", { afterMs: 3_000 }, "last\n"] };
  const { host, followed, over } = await rig({ ...PLAIN, start });
  await followed.start();
  over.abort();
  await followed.read();
  assertEquals([host.files.text("/run/stdout.log"), host.signals], ["one\nlast\n", []]);
});

Deno.test("openLogs() names a client that cannot be started; nothing is left to read", async () => {
  const { followed, over } = await rig({ ...PLAIN, start: { spawnFailure: "not-found" } });
  const started = await followed.start();
  assert(!started.ok && started.error.problem.kind === "engine");
  assertEquals(started.error.problem.reason, "container-start-failed");
  over.abort();
  await followed.read();
});

Deno.test("openLogs() tells that the start failed by either channel, and reads on to an end", async () => {
  const { followed, over, host } = await rig({ start: { code: 1, stderr: "no" } });
  assertEquals((await followed.start()).ok, false);
  over.abort();
  await followed.read();
  assertEquals(host.files.text("/run/stdout.log"), "");
});
