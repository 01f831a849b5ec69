import { assertEquals } from "@std/assert";
import { watchPull } from "../../../lib/execute/watch_pull.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";

const PATIENCE = { answerMs: 4_000, silenceMs: 12_000, totalMs: 20_000 };
const PID = 77;

/** What the kernel says a process has read, and its children. */
function show(host: FakeHost, pid: number, bytes: number, children = ""): void {
  host.files.put(`/proc/${pid}/io`, `rchar: ${bytes}\nwchar: 0\n`);
  host.files.put(`/proc/${pid}/task/${pid}/children`, children);
}

/** Watches until the end; `act` is called twice a second and may change the world. */
async function watch(
  host: FakeHost,
  { heard = () => 0, act = () => {}, signal = new AbortController().signal }: {
    heard?: () => number;
    act?: (nowMs: number) => void;
    signal?: AbortSignal;
  } = {},
) {
  const over = new AbortController();
  const acting = (async () => {
    while (!over.signal.aborted) {
      act(host.monotonicMs());
      await host.sleep(500, over.signal);
    }
  })();
  const why = await watchPull(host, PID, { patience: PATIENCE, heard, signal });
  over.abort();
  await acting;
  return [why, Math.floor(host.monotonicMs() / 1000)];
}

Deno.test("watchPull() ends what says no first word in time", async () => {
  const host = fakeHost();
  show(host, PID, 1600);
  assertEquals(await watch(host), ["no-answer", 4]);
});

Deno.test("watchPull() gives up what stood still, though the client woke now and then", async () => {
  const host = fakeHost();
  const act = (nowMs: number) => show(host, PID, 2000 + Math.floor(nowMs / 100));
  assertEquals(await watch(host, { heard: () => 20, act }), ["silent", 12]);
});

Deno.test("watchPull() waits while the engine tells the client of a layer, up to the whole bound", async () => {
  const host = fakeHost();
  const act = (nowMs: number) => show(host, PID, 2000 + Math.floor(nowMs / 10));
  assertEquals(await watch(host, { heard: () => 20, act }), ["too-long", 20]);
});

Deno.test("watchPull() sees the client behind a wrapper", async () => {
  const host = fakeHost();
  const act = (nowMs: number) => {
    show(host, PID, 100, "78 ");
    show(host, 78, 2000 + Math.floor(nowMs / 10));
  };
  assertEquals(await watch(host, { heard: () => 20, act }), ["too-long", 20]);
});

Deno.test("watchPull() calls nothing silent where it cannot see what a client reads", async () => {
  const elsewhere = fakeHost({ machine: { os: "darwin" } });
  assertEquals(await watch(elsewhere, { heard: () => 20 }), ["too-long", 20]);
  const asRoot = fakeHost();
  show(asRoot, PID, 100, "78 ");
  assertEquals(await watch(asRoot, { heard: () => 20 }), ["too-long", 20]);
});

Deno.test("watchPull() ends at once when it is interrupted", async () => {
  const stop = new AbortController();
  const act = (nowMs: number) => nowMs >= 3000 && stop.abort();
  assertEquals(await watch(fakeHost(), { act, signal: stop.signal }), ["interrupted", 3]);
});
