import { assert, assertEquals } from "@std/assert";
import deadText from "../../../fixtures/docker/stop/no-socket/stderr.txt" with { type: "text" };
import { guardContainer } from "../../../lib/execute/guard_container.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const ID = "c".repeat(64);
const SETTINGS = { ...SAMPLE_CONTAINER, timeoutMs: 60_000, graceMs: 2_500 };
const DEAD: FakeAnswer = { code: 1, stderr: deadText };

/** Which call of ours ends the container, and with it its client; `…AtMs` is when something happens. */
interface Rig {
  readonly endedBy?: "stop" | "kill";
  readonly stop?: FakeAnswer;
  readonly kill?: FakeAnswer;
  readonly overAtMs?: number;
  readonly cancelAtMs?: number;
}

async function guard({ endedBy, stop, kill, overAtMs, cancelAtMs }: Rig) {
  const [over, cancel] = [new AbortController(), new AbortController()];
  const end = (verb: string) => () => verb === endedBy ? over.abort() : undefined;
  const host = fakeHost({
    programs: [
      { match: ([, verb]) => verb === "stop", effect: end("stop"), ...stop },
      { match: ([, verb]) => verb === "kill", effect: end("kill"), ...kill },
      { match: ([, verb]) => verb === "start", hangs: true },
    ],
  });
  const client = host.start({ argv: ["docker", "start", ID], cwd: "/" });
  assert(client.ok);
  const at = async (ms: number | undefined, signal: AbortController) => {
    if (ms === undefined) return;
    await host.sleep(ms);
    signal.abort();
  };
  const guarded = { settings: SETTINGS, id: ID, client: client.value, over: over.signal };
  const [reason] = await Promise.all([
    guardContainer(host, guarded, cancel.signal),
    at(overAtMs, over),
    at(cancelAtMs, cancel),
  ]);
  const calls = host.calls.slice(1).map(({ atMs, argv }) => `${atMs} ${argv.join(" ")}`);
  const signals = host.signals.map(({ pid, signal }) => [pid === client.value.pid, signal]);
  return { reason, calls, signals, tookMs: host.monotonicMs() };
}

Deno.test("guardContainer() leaves a container alone that ends in time", async () => {
  const nothing = { reason: null, calls: [], signals: [] };
  assertEquals(await guard({ overAtMs: 59_999 }), { ...nothing, tookMs: 59_999 });
  // An interrupt in the same instant changes nothing: there is nothing left to stop.
  assertEquals(await guard({ overAtMs: 10, cancelAtMs: 10 }), { ...nothing, tookMs: 10 });
});

Deno.test("guardContainer() stops a container at its deadline with its grace, in whole seconds", async () => {
  assertEquals(await guard({ endedBy: "stop" }), {
    reason: "deadline",
    calls: [`60000 docker stop -t 3 -- ${ID}`],
    signals: [],
    tookMs: 60_000,
  });
});

Deno.test("guardContainer() kills what could not be stopped", async () => {
  assertEquals(await guard({ stop: DEAD, endedBy: "kill" }), {
    reason: "deadline",
    calls: [`60000 docker stop -t 3 -- ${ID}`, `60000 docker kill --signal=SIGKILL -- ${ID}`],
    signals: [],
    tookMs: 60_000,
  });
});

Deno.test("guardContainer() ends the client of an engine that does nothing any more", async () => {
  const { reason, signals, tookMs } = await guard({ stop: DEAD, kill: DEAD });
  assertEquals([reason, signals, tookMs], ["deadline", [[true, "SIGKILL"]], 65_000]);
});

Deno.test("guardContainer() waits a bounded time for an engine that hangs", async () => {
  const { signals, tookMs } = await guard({ stop: { hangs: true }, kill: { hangs: true } });
  assertEquals(signals, [[true, "SIGKILL"]]);
  assertEquals(tookMs, 60_000 + 13_000 + 10_000 + 5_000);
});

Deno.test("guardContainer() ends a client that outlives its container", async () => {
  const { signals, tookMs } = await guard({});
  assertEquals([signals, tookMs], [[[true, "SIGKILL"]], 65_000]);
});

Deno.test("guardContainer() gives the tests two seconds at an interrupt, whatever their grace", async () => {
  assertEquals(await guard({ cancelAtMs: 1_000, endedBy: "stop" }), {
    reason: "interrupt",
    calls: [`1000 docker stop -t 2 -- ${ID}`],
    signals: [],
    tookMs: 1_000,
  });
});
