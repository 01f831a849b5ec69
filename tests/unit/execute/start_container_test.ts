import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import createdText from "../../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import exitedText from "../../../fixtures/docker/inspect/exited/stdout.txt" with { type: "text" };
import goneText from "../../../fixtures/docker/inspect/missing/stderr.txt" with { type: "text" };
import deadText from "../../../fixtures/docker/inspect/no-socket/stderr.txt" with { type: "text" };
import podmanText from "../../../fixtures/docker/inspect/podman-start-exec-missing/stdout.txt" with {
  type: "text",
};
import runningText from "../../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import failedText from "../../../fixtures/docker/inspect/start-user/stdout.txt" with {
  type: "text",
};
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
import noSocketText from "../../../fixtures/docker/stop/no-socket/stderr.txt" with { type: "text" };
import { explainStart, startContainer } from "../../../lib/execute/start_container.ts";
import type { Problem } from "../../../lib/model/problem.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { noteInto, sampleContainerExecution } from "../../support/sample_container_execution.ts";

const ID = "c".repeat(64);
const DEAD: FakeAnswer = { code: 1, stdout: "\n", stderr: deadText };

/** An engine that answers a start so, and each question for the state with the next of these. */
async function start(answer: FakeAnswer, states: readonly FakeAnswer[], cancelAtMs?: number) {
  const programs = states.map((state, at) => ({
    match: ([, verb]: readonly string[]) => verb === "inspect",
    times: at === states.length - 1 ? Infinity : 1,
    ...state,
  }));
  const host = fakeHost({
    programs: [{ match: ([, verb]) => verb === "start", ...answer }, ...programs],
  });
  const [cancel, notes] = [new AbortController(), new Array<string>()];
  const cancelled = cancelAtMs === undefined
    ? null
    : host.sleep(cancelAtMs).then(() => cancel.abort());
  const started = await startContainer(
    host,
    sampleContainerExecution({ cancel: cancel.signal, journal: noteInto(notes) }),
    ID,
  );
  await cancelled;
  const asked = host.calls.filter(({ argv }) => argv[1] === "inspect").length;
  return { started, notes, asked, tookMs: host.monotonicMs(), calls: host.calls };
}

function wordOf(problem: Problem): string {
  return problem.kind === "engine" ? problem.reason : problem.kind;
}

function failureIn({ started }: Awaited<ReturnType<typeof start>>) {
  assert(!started.ok);
  return started.error;
}

Deno.test("startContainer() asks for nothing more where the start was answered", async () => {
  const { started, calls, notes } = await start({ stdout: `${ID}\n`, delayMs: 300 }, [{}]);
  assertEquals(started, { ok: true, value: undefined });
  assertEquals(calls.map(({ argv }) => argv), [["docker", "start", "--", ID]]);
  assertEquals(notes, ["intent start", "done start"]);
});

Deno.test("startContainer() is content with a container that runs although the answer was lost", async () => {
  for (const answer of [DEAD, { hangs: true }]) {
    for (const stdout of [runningText, exitedText]) {
      const { started, asked, notes } = await start(answer, [{ stdout }]);
      assertEquals([started.ok, asked], [true, 1], "one that has ended by now was started too");
      assert(notes[1]?.startsWith("failed start "), "the journal tells what the call said");
    }
  }
});

Deno.test("startContainer() asks again while the engine is away", async () => {
  const { started, asked, tookMs } = await start(DEAD, [DEAD, DEAD, { stdout: runningText }]);
  assertEquals([started.ok, asked, tookMs], [true, 3, 1_000]);
});

Deno.test("startContainer() explains a failed start from the state, whatever the client printed", async () => {
  const failed = failureIn(await start({ code: 1, stderr: execText }, [{ stdout: failedText }]));
  assertEquals(wordOf(failed.problem), "engine-refused");
  assert("detail" in failed.problem);
  assertStringIncludes(failed.problem.detail, "unable to find user nosuch");
  assertEquals(failed.seen?.state.status, "created");
});

Deno.test("startContainer() takes podman's reason from its client, which alone has it", async () => {
  const failed = failureIn(
    await start({ code: 127, stderr: podmanExecText }, [{ stdout: podmanText }]),
  );
  assertEquals(wordOf(failed.problem), "container-start-failed");
  assert("detail" in failed.problem);
  assertStringIncludes(failed.problem.detail, "/no/such/bin");
});

Deno.test("startContainer() calls a start late that was not answered and did not happen", async () => {
  const late = await start({ hangs: true, stderr: "half a wor" }, [{ stdout: createdText }]);
  assertEquals(wordOf(failureIn(late).problem), "daemon-too-slow");
  assertEquals([late.asked, late.tookMs], [1, 30_000]);
});

Deno.test("startContainer() tells of a container that is gone", async () => {
  const gone: FakeAnswer = { code: 1, stdout: "\n", stderr: goneText };
  const failed = failureIn(await start({ code: 1, stderr: goneText }, [gone]));
  assertEquals(failed.seen, null);
  assert(failed.problem.kind === "engine");
});

Deno.test("startContainer() loses an engine that stays away, in bounded time", async () => {
  const away = await start(DEAD, [DEAD]);
  assertEquals([wordOf(failureIn(away).problem), away.tookMs], ["daemon-lost", 6_000]);
  assertEquals([failureIn(away).seen, away.asked], [null, 13]);
  const hung = await start({ hangs: true }, [{ hangs: true }]);
  assertEquals([wordOf(failureIn(hung).problem), hung.tookMs], ["daemon-lost", 40_000]);
});

Deno.test("startContainer() waits for nothing at an interrupt, and still asks once", async () => {
  const started = await start({ hangs: true }, [{ stdout: runningText }], 40);
  assertEquals([started.started.ok, started.tookMs], [true, 40]);
  const away = await start(DEAD, [DEAD], 700);
  assertEquals([away.started.ok, away.tookMs], [false, 700]);
});

Deno.test("explainStart() calls a program that cannot run a failed start", () => {
  for (const words of [execText, execFolderText, podmanExecText]) {
    assertEquals(wordOf(explainStart(words)), "container-start-failed", words);
  }
  const problem = explainStart(execText);
  assertStringIncludes(problem.kind === "engine" ? problem.detail : "", "/no/such/bin");
});

Deno.test("explainStart() calls what the engine refuses the configuration's fault", () => {
  for (const words of [userText, groupText, networkText, rlimitText]) {
    assertEquals(explainStart(words).kind, "engine-refused", words);
  }
});

Deno.test("explainStart() tells a lost engine from a failed start", () => {
  assertEquals(wordOf(explainStart(noSocketText)), "daemon-lost");
});

Deno.test("explainStart() never leaves a container that did not start without a reason", () => {
  for (const words of ["", "something new went wrong"]) {
    assertEquals(wordOf(explainStart(words)), "container-start-failed", words);
  }
});
