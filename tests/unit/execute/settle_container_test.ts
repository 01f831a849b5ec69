import { assert, assertEquals } from "@std/assert";
import createdText from "../../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import exitedText from "../../../fixtures/docker/inspect/exited/stdout.txt" with { type: "text" };
import goneText from "../../../fixtures/docker/inspect/missing/stderr.txt" with { type: "text" };
import deadText from "../../../fixtures/docker/inspect/no-socket/stderr.txt" with { type: "text" };
import pausedText from "../../../fixtures/docker/inspect/paused/stdout.txt" with { type: "text" };
import runningText from "../../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import { settleContainer } from "../../../lib/execute/settle_container.ts";
import type { ContainerProcesses } from "../../../lib/model/observation.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";
import {
  diesAt,
  type ExecutionChange,
  sampleContainerExecution,
} from "../../support/sample_container_execution.ts";

const RUNNING: FakeAnswer = { stdout: runningText };
const PAUSED: FakeAnswer = { stdout: pausedText };
const CREATED: FakeAnswer = { stdout: createdText };
const EXITED: FakeAnswer = { stdout: exitedText };
const GONE: FakeAnswer = { code: 1, stdout: "\n", stderr: goneText };
const DEAD: FakeAnswer = { code: 1, stdout: "\n", stderr: deadText };
const TRAILER = "/spool/box/trailer.txt";

/** What tells of the end, and when; every `…AtMs` is a time since the start. */
interface Signs {
  readonly dieAtMs?: number;
  readonly hintAtMs?: number;
  readonly givenUpAtMs?: number;
  /** What the trailer holds from which time on. */
  readonly trailer?: readonly (readonly [atMs: number, text: string])[];
  readonly change?: ExecutionChange;
}

/** Asks an engine that gives these answers in turn, the last one for ever. */
async function settle(answers: readonly FakeAnswer[], signs: Signs) {
  const programs = answers.map((answer, at) => ({
    match: ([, verb]: readonly string[]) => verb === "inspect",
    times: at === answers.length - 1 ? Infinity : 1,
    ...answer,
  }));
  const host = fakeHost({ programs });
  const abortAt = (ms: number | undefined): AbortController => {
    const controller = new AbortController();
    if (ms !== undefined) later.push(host.sleep(ms).then(() => controller.abort()));
    return controller;
  };
  const later: Promise<unknown>[] = [];
  host.files.put("/spool/box", { kind: "folder" });
  const trailer = await host.files.createFollowed(TRAILER);
  assert(trailer.ok);
  for (const [atMs, text] of signs.trailer ?? []) {
    later.push(host.sleep(atMs).then(() => append(host, text)));
  }
  const execution = sampleContainerExecution({
    events: diesAt(() => host, signs.dieAtMs ?? Infinity),
    ...signs.change,
  });
  const [enough, done] = [new AbortController(), new AbortController()];
  const bound = host.sleep(600_000, done.signal).then(() => enough.abort());
  const settled = await settleContainer(host, execution, {
    id: "c".repeat(64),
    // A wait without an end must fail here, not hang.
    givenUp: AbortSignal.any([abortAt(signs.givenUpAtMs).signal, enough.signal]),
    hint: abortAt(signs.hintAtMs).signal,
    trailer: execution.request.withEntryScript ? trailer.value : null,
  });
  const tookMs = host.monotonicMs();
  done.abort();
  await Promise.all([bound, ...later]);
  return { settled, tookMs, askedAt: host.calls.map(({ atMs }) => atMs) };
}

async function append(host: FakeHost, text: string): Promise<void> {
  const sink = await host.files.append(TRAILER);
  if (sink.ok) await sink.value.write(new TextEncoder().encode(text));
}

function statusOf({ settled }: Awaited<ReturnType<typeof settle>>): string | undefined {
  assert(settled.ok);
  return settled.value?.state.status;
}

Deno.test("settleContainer() asks once, when the engine tells of the end", async () => {
  const done = await settle([EXITED], { dieAtMs: 4_321 });
  assertEquals([statusOf(done), done.askedAt, done.tookMs], ["exited", [4_321], 4_321]);
});

Deno.test("settleContainer() asks once, when an attached client ends", async () => {
  const done = await settle([EXITED], { hintAtMs: 4_321 });
  assertEquals([statusOf(done), done.askedAt], ["exited", [4_321]]);
});

Deno.test("settleContainer() waits for the client that may be about to start what was only created", async () => {
  const created = await settle([CREATED], { dieAtMs: 0, hintAtMs: 30_000 });
  assertEquals([statusOf(created), created.tookMs >= 30_000], ["created", true]);
  const started = await settle([CREATED, RUNNING, EXITED], { dieAtMs: 0, hintAtMs: 30_000 });
  assertEquals(statusOf(started), "exited");
});

Deno.test("settleContainer() sees the end in the trailer when events are lost, a moment later", async () => {
  const trailer = [
    [0, "nonce f00d\n"],
    [2_900, "nonce f00d\nspooled 1\nexit_code 0"],
    [3_100, "nonce f00d\nspooled 1\nexit_code 0\n"],
  ] as const;
  const done = await settle([EXITED], { trailer });
  assertEquals([statusOf(done), done.askedAt], ["exited", [3_250]]);
});

Deno.test("settleContainer() believes no trailer where no script of ours runs", async () => {
  const done = await settle([EXITED], {
    trailer: [[0, "nonce f00d\nexit_code 0\n"]],
    change: { request: { withEntryScript: false } },
  });
  assertEquals(done.askedAt, [10_000]);
});

Deno.test("settleContainer() asks every ten seconds where nothing tells of the end", async () => {
  const done = await settle([RUNNING, RUNNING, EXITED], {});
  assertEquals([statusOf(done), done.askedAt], ["exited", [10_000, 20_000, 30_000]]);
});

Deno.test("settleContainer() asks every ten seconds when events are not watched at all", async () => {
  const { NO_EVENTS } = await import("../../../lib/execute/watch_events.ts");
  const done = await settle([RUNNING, EXITED], { change: { events: NO_EVENTS } });
  assertEquals(done.askedAt, [10_000, 20_000]);
});

Deno.test("settleContainer() looks for signs again after it was asked in vain", async () => {
  const done = await settle([RUNNING, EXITED], { dieAtMs: 12_000 });
  assertEquals(done.askedAt, [10_000, 12_000]);
});

Deno.test("settleContainer() asks ever less often while it runs on after a sign", async () => {
  const done = await settle(
    [RUNNING, PAUSED, RUNNING, RUNNING, RUNNING, RUNNING, RUNNING, EXITED],
    {
      dieAtMs: 1_000,
    },
  );
  const askedAt = [1_000, 1_250, 1_750, 2_750, 4_750, 8_750, 13_750, 18_750];
  assertEquals([statusOf(done), done.askedAt], ["exited", askedAt]);
});

Deno.test("settleContainer() never asks in a tight loop, whatever sign stays on", async () => {
  const minute = { givenUpAtMs: 60_000 };
  const trailer = [[0, "nonce f00d\nexit_code 0\n"]] as const;
  for (const sign of [{ dieAtMs: 0 }, { hintAtMs: 0 }, { trailer }]) {
    const { askedAt } = await settle([RUNNING], { ...sign, ...minute });
    assert(askedAt.length <= 18, `${JSON.stringify(sign)}: asked ${askedAt.length} times`);
  }
});

Deno.test("settleContainer() waits a bounded time for an engine that says that a dead container runs", async () => {
  for (const kind of ["none", "missing"] as const) {
    const kinds: ContainerProcesses[] = [{ kind: "some", ids: [412] }];
    const change = { processes: () => Promise.resolve(kinds.pop() ?? { kind }) };
    const { settled, tookMs } = await settle([RUNNING], { dieAtMs: 1_000, change });
    assert(!settled.ok && settled.error.kind === "engine", kind);
    assertEquals(settled.error.reason, "daemon-lost", kind);
    assert(tookMs >= 21_000 && tookMs <= 27_000, `${tookMs} ms`);
  }
});

Deno.test("settleContainer() takes a group that was never to be seen for no end", async () => {
  const change = { processes: () => Promise.resolve({ kind: "missing" } as const) };
  const done = await settle([RUNNING], { dieAtMs: 0, givenUpAtMs: 120_000, change });
  assertEquals([statusOf(done), done.tookMs], ["running", 120_000]);
});

Deno.test("settleContainer() believes an engine that learns of the end in time", async () => {
  const change = { processes: () => Promise.resolve({ kind: "none" } as const) };
  const answers = [RUNNING, RUNNING, RUNNING, RUNNING, RUNNING, EXITED];
  const done = await settle(answers, { dieAtMs: 1_000, change });
  assertEquals([statusOf(done), done.tookMs], ["exited", 8_750]);
});

Deno.test("settleContainer() takes a group that is empty for no end before any sign of one", async () => {
  const change = { processes: () => Promise.resolve({ kind: "none" } as const) };
  const done = await settle([RUNNING], { givenUpAtMs: 120_000, change });
  assertEquals([statusOf(done), done.tookMs], ["running", 120_000]);
});

Deno.test("settleContainer() gives null for a container that is gone, at once", async () => {
  const { settled, askedAt } = await settle([GONE], { dieAtMs: 1_000 });
  assertEquals([settled, askedAt], [{ ok: true, value: null }, [1_000]]);
});

Deno.test("settleContainer() takes up with an engine that comes back in time", async () => {
  const away = { ...DEAD, delayMs: 4_000 };
  const done = await settle([away, away, away, EXITED], { dieAtMs: 1_000 });
  assertEquals([statusOf(done), done.askedAt.length], ["exited", 4]);
});

Deno.test("settleContainer() waits for the end again when the engine is back and it still runs", async () => {
  const away = { ...DEAD, delayMs: 4_000 };
  const done = await settle([away, away, RUNNING, RUNNING, EXITED], { dieAtMs: 33_000 });
  assertEquals(statusOf(done), "exited");
  assertEquals(done.askedAt, [10_000, 14_250, 18_500, 28_500, 33_000]);
});

Deno.test("settleContainer() counts the silence anew after each answer", async () => {
  const away = Array.from({ length: 3 }, () => ({ ...DEAD, delayMs: 4_000 }));
  const done = await settle([...away, RUNNING, ...away, RUNNING, EXITED], { dieAtMs: 0 });
  assertEquals(statusOf(done), "exited");
});

Deno.test("settleContainer() calls an engine lost that stays away, whatever it says", async () => {
  for (const answer of [DEAD, { hangs: true }, { spawnFailure: "not-found" }] as const) {
    const { settled, tookMs } = await settle([answer], { dieAtMs: 0 });
    assert(!settled.ok && settled.error.kind === "engine", JSON.stringify(answer));
    assertEquals(settled.error.reason, "daemon-lost", JSON.stringify(answer));
    // It was silent for 15 s, and its last call may take its own 10.
    assert(tookMs >= 15_000 && tookMs <= 31_000, `${tookMs} ms`);
  }
});

Deno.test("settleContainer() asks a silent engine four times a second at most", async () => {
  const { askedAt } = await settle([DEAD], { dieAtMs: 0 });
  assert(askedAt.length <= 62, `asked ${askedAt.length} times`);
});

Deno.test("settleContainer() waits no longer than until it is given up, and asks once more", async () => {
  const waiting = await settle([RUNNING], { givenUpAtMs: 1_000 });
  assertEquals([statusOf(waiting), waiting.askedAt], ["running", [1_000]]);
  const polling = await settle([RUNNING], { dieAtMs: 0, givenUpAtMs: 10_000 });
  assertEquals([statusOf(polling), polling.tookMs], ["running", 10_000]);
  const dead = await settle([DEAD], { dieAtMs: 500, givenUpAtMs: 1_000 });
  assertEquals([dead.settled.ok, dead.tookMs], [false, 1_000]);
});
