import { assertEquals } from "@std/assert";
import { readTrailer } from "../../../lib/docker/entry_script.ts";
import { tellContainer, type Told } from "../../../lib/execute/tell_container.ts";
import { NO_EVENTS } from "../../../lib/execute/watch_events.ts";
import type { ContainerEvent, ContainerState } from "../../../lib/model/observation.ts";
import type { ContainerSettings } from "../../../lib/model/plan.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { sampleContainerExecution } from "../../support/sample_container_execution.ts";
import { LINT_COMMAND, SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const EXITED: ContainerState = {
  id: "c0ffee",
  status: "exited",
  exitCode: 3,
  startedAt: "2026-01-02T03:04:05.1Z",
  finishedAt: "2026-01-02T03:04:06.1Z",
  oomKilled: false,
  error: "",
  pid: 0,
};

const EVENT = {
  containerId: "c0ffee",
  action: "kill",
  timeNano: "1",
  signal: null,
  exitCode: null,
};
const EVENTS: readonly ContainerEvent[] = [
  { ...EVENT, signal: 15 },
  { ...EVENT, containerId: "another", signal: 2 },
  { ...EVENT, signal: 9 },
  { ...EVENT, action: "die", exitCode: 3 },
];

/** The facts 250 ms after the start, of a container that was stopped. */
async function tell(
  told: Partial<Told>,
  cancel = new AbortController().signal,
  settings: Partial<ContainerSettings> = {},
  withEntryScript = true,
) {
  const host = fakeHost();
  await host.sleep(1_000);
  const startMs = host.monotonicMs();
  await host.sleep(250.4);
  const execution = sampleContainerExecution({
    request: {
      name: "qa-1-lint",
      command: { ...LINT_COMMAND, argv: ["lint", "{report}"] },
      settings: { ...SAMPLE_CONTAINER, ...settings },
      withEntryScript,
    },
    events: { ...NO_EVENTS, of: (id) => EVENTS.filter((one) => one.containerId === id) },
    cancel,
  });
  return tellContainer(host, execution, {
    ...{ startedAt: "2026-01-02T03:04:05.000Z", startMs, id: "c0ffee", problem: null },
    ...told,
  });
}

Deno.test("tellContainer() tells what ran, how long, and what each witness says", async () => {
  const facts = await tell({ state: EXITED });
  assertEquals(facts.argv, ["lint", "/qa-gate/report.xml"]);
  assertEquals([facts.exitCode, facts.durationMs], [3, 250]);
  assertEquals([facts.timedOut, facts.cancelled], [false, false]);
  assertEquals(facts.timeoutMs, SAMPLE_CONTAINER.timeoutMs, "the container's, not the command's");
  assertEquals(facts.container, {
    account: {
      id: "c0ffee",
      name: "qa-1-lint",
      imageId: "sha256:1",
      state: EXITED,
      trailer: null,
      counters: null,
      events: ["kill", "kill", "die"],
      signals: [15, 9],
      hasBegun: true,
      firstStartedAt: null,
      log: null,
    },
    problem: null,
    tellsStops: true,
    reachesEngine: false,
    hasEntryScript: true,
    expectedNonce: "f00d",
    workdir: "/workspace",
    log: null,
    memoryLimitBytes: 1_073_741_824,
    machineMemoryBytes: 8_589_934_592,
  });
});

Deno.test("tellContainer() gives no exit code of what never started or has not ended", async () => {
  const states = [
    null,
    { ...EXITED, startedAt: null },
    { ...EXITED, status: "created" },
    { ...EXITED, status: "running" },
    { ...EXITED, status: "dead" },
  ] as const;
  for (const state of states) {
    assertEquals((await tell({ state })).exitCode, null, JSON.stringify(state));
  }
});

Deno.test("tellContainer() tells a deadline from an interrupt", async () => {
  const deadline = await tell({ stopped: "deadline" });
  assertEquals([deadline.timedOut, deadline.cancelled], [true, false]);
  const interrupt = await tell({ stopped: "interrupt" });
  assertEquals([interrupt.timedOut, interrupt.cancelled], [false, true]);
  const early = await tell({}, AbortSignal.abort());
  assertEquals([early.timedOut, early.cancelled], [false, true]);
});

Deno.test("tellContainer() says when what ran could have asked an engine for its own end", async () => {
  const reach = async (settings: Partial<ContainerSettings>) =>
    (await tell({ state: EXITED }, undefined, settings)).container?.reachesEngine;
  assertEquals(await reach({ network: null }), false);
  assertEquals(await reach({ network: "bridge" }), false);
  assertEquals(await reach({ network: "host" }), true);
  assertEquals(await reach({ network: "container:proxy" }), true);
  assertEquals(await reach({ network: "none", allowEngineSocket: true }), true);
});

Deno.test("tellContainer() says that tests may have run unless something proves that none did", async () => {
  const begun = async (told: Partial<Told>, withEntryScript = true) =>
    (await tell(told, undefined, {}, withEntryScript)).container?.account.hasBegun;
  const neverStarted = { ...EXITED, status: "created", startedAt: null } as const;
  assertEquals(await begun({ state: EXITED }), true);
  assertEquals(await begun({ state: neverStarted }), false);
  assertEquals(await begun({}), false, "our script tells first of all that it began");
  const trailer = readTrailer("nonce f00d\n");
  assertEquals(await begun({ trailer }), true);
  assertEquals(await begun({ trailer, state: neverStarted }), true, "an engine that forgot it");
  assertEquals(await begun({ firstStartedAt: EXITED.startedAt }), true, "the tests took it away");
  assertEquals(await begun({}, false), true, "nobody inside tells anything");
  assertEquals(await begun({ id: "" }, false), false, "it was never made");
});

Deno.test("tellContainer() tells the signals that came through the engine", async () => {
  const facts = await tell({ state: EXITED });
  assertEquals(facts.container?.account.signals, [15, 9]);
});
