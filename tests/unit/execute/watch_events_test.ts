import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import lifeText from "../../../fixtures/docker/events/life/stdout.txt" with { type: "text" };
import { NO_EVENTS, watchEvents } from "../../../lib/execute/watch_events.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { FakeAnswer, FakeOutput } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";

const ID = /"id":"([0-9a-f]{64})"/.exec(lifeText)?.[1] ?? "";
const LINES = lifeText.split(/(?<=\n)/).filter((line) => line.includes(`"id":"${ID}"`));
const ACTIONS = LINES.map((line) => /"Action":"([^"]*)"/.exec(line)?.[1]);

/** Watches an engine that prints this and then is quiet, as `docker events` is. */
async function watch(answer: FakeAnswer, secrets = new Map<string, string>()) {
  const host = fakeHost({
    files: { "/run": { kind: "folder" } },
    programs: [{ match: ([, verb]) => verb === "events", hangs: true, ...answer }],
  });
  const opened = await host.files.append("/run/events.jsonl");
  assert(opened.ok);
  const { write, close } = opened.value;
  const [warnings, groups, closed] = [
    new Array<string>(),
    new Array<number>(),
    new Array<number>(),
  ];
  const events = watchEvents(host, {
    dockerBin: "docker",
    label: "qa.run=1",
    sink: {
      // A disk takes its time: who closes too early loses what was read.
      write: async (data) => {
        await host.sleep(1);
        return write(data);
      },
      close: () => {
        closed.push(host.monotonicMs());
        return close();
      },
    },
    redactor: createRedactor(secrets).open("events.jsonl"),
    warn: (message) => warnings.push(message),
    onStarted: (group) => groups.push(group),
  });
  return {
    host,
    events,
    warnings,
    groups,
    closed,
    kept: () => host.files.text("/run/events.jsonl"),
  };
}

/** The events one by one, one each 10 ms. */
const SLOWLY: readonly FakeOutput[] = LINES.flatMap((line) => [{ afterMs: 10 }, line]);

Deno.test("watchEvents() asks for the run's containers since now, and tells their process group", async () => {
  const { host, events, groups, warnings } = await watch({});
  const call = host.calls[0];
  assertEquals(call?.argv.slice(0, 2), ["docker", "events"]);
  assert(call?.argv.includes("--filter=label=qa.run=1"));
  assert(call?.argv.includes("--since=2026-01-02T03:04:05.000Z"));
  assertEquals([groups, warnings], [[call?.pid], []]);
  await events.stop();
});

Deno.test("watchEvents() keeps the events of each container in order, however they are cut", async () => {
  const bytes = new TextEncoder().encode(lifeText);
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / 100) },
    (_, at) => [bytes.subarray(at * 100, at * 100 + 100), { afterMs: 1 }],
  ).flat();
  const { events, host, kept } = await watch({ stdout: pieces });
  await host.sleep(pieces.length);
  assertEquals(events.of(ID).map((event) => event.action), ACTIONS);
  assert(events.of(ID).every((event) => event.containerId === ID));
  assertEquals(events.of("f".repeat(64)), []);
  await events.stop();
  assertEquals(kept(), lifeText);
});

Deno.test("watchEvents() keeps no secret that a label holds", async () => {
  const { events, host, kept } = await watch({ stdout: LINES }, new Map([["LIST", "a,b,c=d"]]));
  await host.sleep(1);
  await events.stop();
  assert(!kept().includes("a,b,c=d") && kept().includes("[redacted:env:LIST]"));
});

Deno.test("EngineEvents.waitFor() ends as soon as the event is seen, at once when it was", async () => {
  const { events, host } = await watch({ stdout: SLOWLY });
  const wait = { timeoutMs: 60_000 };
  const dieMs = (ACTIONS.indexOf("die") + 1) * 10;
  assertEquals(await events.waitFor(ID, "die", wait), true);
  assertEquals(host.monotonicMs(), dieMs);
  assertEquals(await events.waitFor(ID, "create", wait), true);
  assertEquals(host.monotonicMs(), dieMs);
  await events.stop();
});

Deno.test("EngineEvents.waitFor() gives up at its timeout; another container's event is none", async () => {
  const { events, host } = await watch({ stdout: SLOWLY });
  assertEquals(await events.waitFor("f".repeat(64), "die", { timeoutMs: 700 }), false);
  assertEquals(await events.waitFor(ID, "exec_die", { timeoutMs: 50 }), false);
  assertEquals(host.monotonicMs(), 750);
  await events.stop();
});

Deno.test("EngineEvents.waitFor() waits no longer than until its signal", async () => {
  const { events, host } = await watch({});
  const until = new AbortController();
  const waited = events.waitFor(ID, "die", { timeoutMs: 60_000, until: until.signal });
  await host.sleep(30);
  until.abort();
  assertEquals([await waited, host.monotonicMs()], [false, 30]);
  await events.stop();
});

Deno.test("watchEvents() warns and goes on without events when the client cannot be started", async () => {
  const { events, warnings, groups } = await watch({ spawnFailure: "not-found" });
  assertStrictEquals(events, NO_EVENTS);
  assertEquals(warnings, ["container events are not watched: docker: not-found"]);
  assertEquals(groups, []);
  assertEquals(await events.waitFor(ID, "die", { timeoutMs: 60_000 }), false);
});

Deno.test("EngineEvents.stop() ends the client and closes its file", async () => {
  const { events, host, groups, closed, kept } = await watch({ stdout: SLOWLY, stderr: "noise\n" });
  await host.sleep(15);
  await events.stop();
  assertEquals(host.signals, [{ pid: groups[0] ?? 0, signal: "SIGKILL" }]);
  assertEquals(host.identify(groups[0] ?? 0), null);
  assertEquals([kept(), closed], [LINES[0], [16]]);
});
