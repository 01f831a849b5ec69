import { assert, assertEquals } from "@std/assert";
import createdText from "../../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import runningText from "../../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import deadText from "../../../fixtures/docker/stop/no-socket/stderr.txt" with { type: "text" };
import { guardContainer } from "../../../lib/execute/guard_container.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { noteInto, sampleContainerExecution } from "../../support/sample_container_execution.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const ID = "c".repeat(64);
const SETTINGS = { ...SAMPLE_CONTAINER, timeoutMs: 60_000, graceMs: 2_500 };
const DEAD: FakeAnswer = { code: 1, stderr: deadText };

/** Which call of ours ends the container; `…AtMs` is when something happens. */
interface Rig {
  readonly endedBy?: "stop" | "kill";
  readonly stop?: FakeAnswer;
  readonly kill?: FakeAnswer;
  readonly overAtMs?: number;
  readonly cancelAtMs?: number;
  /** What the engine says of a container to which only a client is attached. */
  readonly attachedTo?: string;
  /** How long somebody looks at it before it is stopped. */
  readonly lookMs?: number;
}

async function guard(rig: Rig) {
  const { endedBy, stop, kill, overAtMs, cancelAtMs, attachedTo, lookMs } = rig;
  const [over, cancel, notes] = [new AbortController(), new AbortController(), new Array<string>()];
  const end = (verb: string) => () => verb === endedBy ? over.abort() : undefined;
  const host = fakeHost({
    programs: [
      { match: ([, verb]) => verb === "stop", effect: end("stop"), ...stop },
      { match: ([, verb]) => verb === "kill", effect: end("kill"), ...kill },
      { match: ([, verb]) => verb === "inspect", stdout: attachedTo ?? "" },
    ],
  });
  const at = async (ms: number | undefined, signal: AbortController) => {
    if (ms === undefined) return;
    await host.sleep(ms);
    signal.abort();
  };
  const execution = sampleContainerExecution({
    request: { settings: SETTINGS, withEntryScript: attachedTo === undefined },
    cancel: cancel.signal,
    journal: noteInto(notes),
  });
  let givenUp = 0;
  const beforeStop = lookMs === undefined ? {} : { beforeStop: () => host.sleep(lookMs) };
  const [reason] = await Promise.all([
    guardContainer(host, { ...execution, ...beforeStop }, {
      id: ID,
      over: over.signal,
      giveUp: () => givenUp++,
    }),
    at(overAtMs, over),
    at(cancelAtMs, cancel),
  ]);
  const calls = host.calls.map(({ atMs, argv }) => `${atMs} ${argv.join(" ")}`);
  return { reason, calls, notes, givenUp, tookMs: host.monotonicMs() };
}

Deno.test("guardContainer() leaves a container alone that ends in time", async () => {
  const nothing = { reason: null, calls: [], notes: [], givenUp: 0 };
  assertEquals(await guard({ overAtMs: 59_999 }), { ...nothing, tookMs: 59_999 });
  // An interrupt in the same instant changes nothing: there is nothing left to stop.
  assertEquals(await guard({ overAtMs: 10, cancelAtMs: 10 }), { ...nothing, tookMs: 10 });
});

Deno.test("guardContainer() gives up at once what an attached client has not even started", async () => {
  const { reason, calls, givenUp } = await guard({ attachedTo: createdText });
  assertEquals([reason, givenUp], ["deadline", 1]);
  assertEquals(calls.map((call) => call.split(" ")[2]), ["inspect"]);
  const running = await guard({ attachedTo: runningText, endedBy: "stop" });
  assertEquals(running.calls.map((call) => call.split(" ")[2]), ["inspect", "stop"]);
});

Deno.test("guardContainer() stops a container at its deadline with its grace, in whole seconds", async () => {
  assertEquals(await guard({ endedBy: "stop" }), {
    reason: "deadline",
    calls: [`60000 docker stop -t 3 -- ${ID}`],
    notes: ["intent stop deadline", "done stop"],
    givenUp: 0,
    tookMs: 60_000,
  });
});

Deno.test("guardContainer() kills what could not be stopped, and notes both", async () => {
  const { reason, calls, notes, givenUp, tookMs } = await guard({ stop: DEAD, endedBy: "kill" });
  assertEquals([reason, givenUp, tookMs], ["deadline", 0, 60_000]);
  assertEquals(calls, [
    `60000 docker stop -t 3 -- ${ID}`,
    `60000 docker kill --signal=SIGKILL -- ${ID}`,
  ]);
  assertEquals(notes, [
    "intent stop deadline",
    `failed stop ${deadText.trim()}`,
    "intent kill deadline",
    "done kill",
  ]);
});

Deno.test("guardContainer() gives up once when an engine does nothing any more", async () => {
  const { reason, givenUp, tookMs } = await guard({ stop: DEAD, kill: DEAD });
  assertEquals([reason, givenUp, tookMs], ["deadline", 1, 65_000]);
});

Deno.test("guardContainer() waits a bounded time for an engine that hangs", async () => {
  const { givenUp, tookMs } = await guard({ stop: { hangs: true }, kill: { hangs: true } });
  assertEquals([givenUp, tookMs], [1, 60_000 + 13_000 + 10_000 + 5_000]);
});

Deno.test("guardContainer() gives up a container whose end nobody saw although it was stopped", async () => {
  const { givenUp, calls, tookMs } = await guard({});
  assertEquals([givenUp, calls.length, tookMs], [1, 1, 65_000]);
});

Deno.test("guardContainer() does not give up an end that is seen late", async () => {
  const { reason, givenUp, tookMs } = await guard({ overAtMs: 64_000 });
  assertEquals([reason, givenUp, tookMs], ["deadline", 0, 64_000]);
});

Deno.test("guardContainer() gives the tests two seconds at an interrupt, whatever their grace", async () => {
  const { reason, calls, notes, tookMs } = await guard({ cancelAtMs: 1_000, endedBy: "stop" });
  assertEquals([reason, tookMs], ["interrupt", 1_000]);
  assertEquals(calls, [`1000 docker stop -t 2 -- ${ID}`]);
  assertEquals(notes, ["intent stop interrupt", "done stop"]);
});

Deno.test("guardContainer() ends the wait at an interrupt although the engine hangs", async () => {
  const hangs = { hangs: true };
  const { givenUp, tookMs } = await guard({ cancelAtMs: 1_000, stop: hangs, kill: hangs });
  assertEquals(givenUp, 1);
  assert(tookMs <= 1_000 + 12_000 + 10_000 + 5_000, `${tookMs} ms`);
});

Deno.test("guardContainer() lets a container be looked at before its deadline ends it", async () => {
  const { calls, reason } = await guard({ endedBy: "stop", lookMs: 700 });
  assertEquals([reason, calls[0]?.split(" ")[0]], ["deadline", "60700"]);
});

Deno.test("guardContainer() lets nobody look at an interrupt: a person is waiting", async () => {
  const { calls, reason } = await guard({ endedBy: "stop", lookMs: 700, cancelAtMs: 1000 });
  assertEquals([reason, calls[0]?.split(" ")[0]], ["interrupt", "1000"]);
});
