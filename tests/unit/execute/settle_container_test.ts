import { assert, assertEquals } from "@std/assert";
import exitedText from "../../../fixtures/docker/inspect/exited/stdout.txt" with { type: "text" };
import goneText from "../../../fixtures/docker/inspect/missing/stderr.txt" with { type: "text" };
import deadText from "../../../fixtures/docker/inspect/no-socket/stderr.txt" with { type: "text" };
import pausedText from "../../../fixtures/docker/inspect/paused/stdout.txt" with { type: "text" };
import runningText from "../../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import { settleContainer } from "../../../lib/execute/settle_container.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const SETTINGS = { ...SAMPLE_CONTAINER, timeoutMs: 9_000, graceMs: 1_000 };
const RUNNING: FakeAnswer = { stdout: runningText };
const EXITED: FakeAnswer = { stdout: exitedText };
const GONE: FakeAnswer = { code: 1, stdout: "\n", stderr: goneText };
const DEAD: FakeAnswer = { code: 1, stdout: "\n", stderr: deadText };

/** Asks an engine that gives these answers in turn, the last one for ever. */
async function settle(answers: readonly FakeAnswer[], cancelAtMs?: number) {
  const programs = answers.map((answer, at) => ({
    match: ([, verb]: readonly string[]) => verb === "inspect",
    times: at === answers.length - 1 ? Infinity : 1,
    ...answer,
  }));
  const host = fakeHost({ programs });
  const cancel = new AbortController();
  const cancelled = cancelAtMs === undefined
    ? null
    : host.sleep(cancelAtMs).then(() => cancel.abort());
  const settled = await settleContainer(host, SETTINGS, "c".repeat(64), cancel.signal);
  await cancelled;
  return { settled, tookMs: host.monotonicMs(), asked: host.calls.length };
}

function statusOf({ settled }: Awaited<ReturnType<typeof settle>>): string | undefined {
  assert(settled.ok);
  return settled.value?.state.status;
}

Deno.test("settleContainer() gives the state of a container that has ended, asking once", async () => {
  const done = await settle([EXITED]);
  assertEquals([statusOf(done), done.asked, done.tookMs], ["exited", 1, 0]);
});

Deno.test("settleContainer() waits again for a container that runs on without its client", async () => {
  const done = await settle([RUNNING, { stdout: pausedText }, RUNNING, EXITED]);
  assertEquals([statusOf(done), done.asked, done.tookMs], ["exited", 4, 900]);
});

Deno.test("settleContainer() gives up on a container that outlives its time and its grace", async () => {
  const done = await settle([RUNNING]);
  assertEquals(statusOf(done), "running");
  assert(done.tookMs >= 10_000 && done.tookMs <= 10_300, `${done.tookMs} ms`);
});

Deno.test("settleContainer() gives null for a container that is gone, at once", async () => {
  const { settled, asked } = await settle([GONE]);
  assertEquals([settled, asked], [{ ok: true, value: null }, 1]);
});

Deno.test("settleContainer() takes up with an engine that comes back in time", async () => {
  const away = { ...DEAD, delayMs: 1_500 };
  const done = await settle([RUNNING, away, away, away, EXITED]);
  assertEquals([statusOf(done), done.asked], ["exited", 5]);
});

Deno.test("settleContainer() calls an engine lost that stays away, whatever it says", async () => {
  for (const answer of [DEAD, { hangs: true }, { spawnFailure: "not-found" }] as const) {
    const { settled, tookMs } = await settle([answer]);
    assert(!settled.ok && settled.error.kind === "engine", JSON.stringify(answer));
    assertEquals(settled.error.reason, "daemon-lost", JSON.stringify(answer));
    assert(tookMs >= 6_000 && tookMs <= 10_000, `${tookMs} ms`);
  }
});

Deno.test("settleContainer() waits no longer than until an interrupt", async () => {
  const running = await settle([RUNNING], 1_000);
  assertEquals([statusOf(running), running.tookMs], ["running", 1_000]);
  const dead = await settle([DEAD], 1_000);
  assertEquals([dead.settled.ok, dead.tookMs], [false, 1_000]);
});
