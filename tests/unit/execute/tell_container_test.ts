import { assertEquals, assertStringIncludes } from "@std/assert";
import noSocketText from "../../../fixtures/docker/stop/no-socket/stderr.txt" with { type: "text" };
import execFolderText from "../../../fixtures/docker/start/exec-folder/stderr.txt" with {
  type: "text",
};
import execText from "../../../fixtures/docker/start/exec-missing/stderr.txt" with { type: "text" };
import groupText from "../../../fixtures/docker/start/group/stderr.txt" with { type: "text" };
import networkText from "../../../fixtures/docker/start/network/stderr.txt" with { type: "text" };
import podmanExecText from "../../../fixtures/docker/start/podman-exec-missing/stderr.txt" with {
  type: "text",
};
import rlimitText from "../../../fixtures/docker/start/rlimit/stderr.txt" with { type: "text" };
import userText from "../../../fixtures/docker/start/user/stderr.txt" with { type: "text" };
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { explainStart, tellContainer, type Told } from "../../../lib/execute/tell_container.ts";
import { NO_EVENTS } from "../../../lib/execute/watch_events.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { ContainerState } from "../../../lib/model/observation.ts";
import { fakeHost } from "../../support/fake_host.ts";
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

/** The facts 250 ms after the start, of a container whose one event is its end. */
async function tell(told: Partial<Told>, cancel = new AbortController().signal) {
  const host = fakeHost();
  await host.sleep(1_000);
  const startMs = host.monotonicMs();
  await host.sleep(250.4);
  const event = { action: "die", timeNano: "1", signal: null, exitCode: 3 };
  const facts = tellContainer(host, {
    request: {
      name: "qa-1-lint",
      image: { id: "sha256:1", entrypoint: ["/entry"] },
      settings: SAMPLE_CONTAINER,
      command: { ...LINT_COMMAND, argv: ["lint", "{report}"] },
      labels: {},
      root: "/project",
      outputs: "/project/outputs/qa",
      box: "/spool/box",
      nonceFile: "/workspace/nonce",
      withEntryScript: true,
    },
    folder: "/run",
    label: "suites/lint/container-1",
    nonce: "f00d",
    stdout: newCounters(),
    stderr: newCounters(),
    redactor: createRedactor(new Map()),
    events: { ...NO_EVENTS, of: (id) => id === "c0ffee" ? [{ containerId: id, ...event }] : [] },
    cancel,
    warn: () => {},
    onCreated: () => {},
    sample: () => Promise.resolve(null),
  }, { startedAt: "2026-01-02T03:04:05.000Z", startMs, id: "c0ffee", problem: null, ...told });
  return facts;
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
      events: ["die"],
    },
    problem: null,
    hasEntryScript: true,
    expectedNonce: "f00d",
    workdir: "/workspace",
    memoryLimitBytes: 1_073_741_824,
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

Deno.test("explainStart() calls a program that cannot run a failed start", () => {
  for (const words of [execText, execFolderText, podmanExecText]) {
    const problem = explainStart(words);
    assertEquals(
      problem.kind === "engine" ? problem.reason : problem.kind,
      "container-start-failed",
      words,
    );
  }
  const problem = explainStart(execText);
  assertStringIncludes(problem.kind === "engine" ? problem.detail : "", "/no/such/bin");
});

Deno.test("explainStart() calls what the engine refuses the configuration's fault", () => {
  for (const words of [userText, groupText, networkText, rlimitText]) {
    assertEquals(explainStart(words).kind, "engine-refused", words);
  }
});

Deno.test("explainStart() never leaves a container that did not start without a reason", () => {
  for (const words of [noSocketText, "", "something new went wrong"]) {
    const problem = explainStart(words);
    assertEquals(
      problem.kind === "engine" ? problem.reason : problem.kind,
      "container-start-failed",
      words,
    );
  }
});
