import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import copiedText from "../../../fixtures/docker/copy/file/stdout.txt" with { type: "text" };
import memoryText from "../../../fixtures/docker/create/memory-low/stderr.txt" with {
  type: "text",
};
import createdText from "../../../fixtures/docker/inspect/created/stdout.txt" with { type: "text" };
import goneText from "../../../fixtures/docker/inspect/missing/stderr.txt" with { type: "text" };
import deadText from "../../../fixtures/docker/inspect/no-socket/stderr.txt" with { type: "text" };
import runningText from "../../../fixtures/docker/inspect/running/stdout.txt" with { type: "text" };
import noProgramText from "../../../fixtures/docker/inspect/start-exec-missing/stdout.txt" with {
  type: "text",
};
import noShellText from "../../../fixtures/docker/inspect/start-exec-missing-init/stdout.txt" with {
  type: "text",
};
import oneText from "../../../fixtures/docker/ps/one/stdout.txt" with { type: "text" };
import { readTarText } from "../../../lib/docker/read_tar_text.ts";
import { runInContainer } from "../../../lib/execute/run_in_container.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../../support/fake_host.ts";
import type { FakeProgram } from "../../support/fake_programs.ts";
import {
  diesAt,
  type ExecutionChange,
  noteInto,
  sampleContainerExecution,
} from "../../support/sample_container_execution.ts";

const [FIRST, PLAIN] = ["a".repeat(64), "b".repeat(64)];
const BOX = "/spool/box";
const WHOLE = "nonce f00d\nspooled 1\noom_kills 0\nexit_code 3\n";
const DEAD: FakeAnswer = { code: 1, stdout: "\n", stderr: deadText };

/** A container in the words of the engine: of that id, with this in its state. */
function described(
  text: string,
  id: string,
  state: Readonly<Record<string, unknown>> = {},
): string {
  const description = JSON.parse(text);
  return `${
    JSON.stringify({ ...description, Id: id, State: { ...description.State, ...state } })
  }\n`;
}

function exited(id: string, exitCode: number): FakeAnswer {
  return { stdout: described(runningText, id, { Status: "exited", ExitCode: exitCode, Pid: 0 }) };
}

/** The calls of the client for one container; `ends` is what inside leaves when it ends, a second after its start. */
interface Life {
  readonly id: string;
  readonly create?: FakeAnswer;
  readonly start?: FakeAnswer;
  readonly logs?: FakeAnswer;
  readonly copied?: string;
  /** Its state from its end on. */
  readonly settled: FakeAnswer;
  readonly ends?: (host: FakeHost) => void | Promise<void>;
}

function programsOf(life: Life, host: () => FakeHost): readonly FakeProgram[] {
  const { id, ends, settled } = life;
  let startedMs = Infinity;
  const isOver = () => host().monotonicMs() >= startedMs + 1_000;
  const mine = (verb: string) => (argv: readonly string[]): boolean =>
    argv[1] === verb && argv.some((word) => word.startsWith(id));
  const isPlain = (argv: readonly string[]) => argv.some((word) => word.endsWith("-plain"));
  return [
    {
      match: (argv) => argv[1] === "create" && isPlain(argv) === (id === PLAIN),
      stdout: `${id}\n`,
      ...life.create,
    },
    {
      match: (argv) => mine("start")(argv) && !argv.includes("--attach"),
      effect: () => {
        startedMs = host().monotonicMs();
        void host().sleep(1_000).then(() => ends?.(host()));
      },
      ...life.start,
    },
    {
      match: (argv) => {
        if (!mine("start")(argv)) return false;
        startedMs = host().monotonicMs();
        return true;
      },
      ...life.start,
      effect: () => ends?.(host()),
    },
    { match: (argv) => mine("inspect")(argv) && isOver(), ...settled },
    {
      match: (argv) => mine("inspect")(argv) && startedMs < Infinity,
      stdout: described(runningText, id),
    },
    { match: mine("inspect"), stdout: described(createdText, id), ...life.start && settled },
    { match: mine("cp"), stdout: life.copied ?? copiedText },
    { match: mine("logs"), ...life.logs },
    { match: mine("rm") },
    { match: mine("stop") },
  ];
}

async function run(
  lives: readonly Life[],
  change: ExecutionChange = {},
  script: FakeScript = {},
) {
  const programs = lives.flatMap((life) => programsOf(life, () => host));
  const host: FakeHost = fakeHost({
    ...script,
    files: { "/run": { kind: "folder" }, ...script.files },
    programs: [...script.programs ?? [], ...programs],
  });
  const [notes, warnings, created] = [
    new Array<string>(),
    new Array<string>(),
    new Array<string>(),
  ];
  const execution = sampleContainerExecution({
    journal: noteInto(notes),
    warn: (message) => warnings.push(message),
    onCreated: (id) => created.push(id),
    events: diesAt(() => host, 1_000),
    ...change,
  });
  const facts = await runInContainer(host, execution);
  const container = facts.container;
  assert(container !== null);
  const calls = host.calls.map(({ argv }) => argv.slice(1, 3).join(" "));
  return { host, facts, container, execution, notes, warnings, created, calls };
}

async function leave(host: FakeHost, trailer: string, stdout = "hello\n"): Promise<void> {
  host.files.put(`${BOX}/trailer.txt`, trailer);
  const sink = await host.files.append(`${BOX}/stdout`);
  assert(sink.ok);
  await sink.value.write(new TextEncoder().encode(stdout));
}

Deno.test("runInContainer() gathers the three accounts of a container that ended by itself", async () => {
  const { facts, container, host, notes, warnings, created } = await run([
    { id: FIRST, settled: exited(FIRST, 3), ends: (host) => leave(host, WHOLE) },
  ]);
  const { account } = container;
  assertEquals([facts.exitCode, facts.durationMs, container.problem], [3, 1_000, null]);
  assertEquals([account.id, account.trailer?.exitCode, account.state?.exitCode], [FIRST, 3, 3]);
  assertEquals(account.firstStartedAt, account.state?.startedAt);
  assertEquals([container.log?.channel, container.log?.endSeen], ["spool", true]);
  assertEquals([facts.stdout.bytes, host.files.text("/run/stdout.log")], [6, "hello\n"]);
  assertEquals([created, warnings], [[FIRST], []]);
  assertEquals(notes, ["intent create", "done create", "intent start", "done start"]);
});

Deno.test("runInContainer() keeps the request, both descriptions and the trailer", async () => {
  const { host } = await run([
    { id: FIRST, settled: exited(FIRST, 3), ends: (host) => leave(host, WHOLE) },
  ]);
  const status = (name: string) => JSON.parse(host.files.text(`/run/${name}`)).State.Status;
  assertEquals(status("container_inspect_pre.json"), "created", "asked beside the start");
  assertEquals(status("container_inspect_post.json"), "exited");
  assertEquals(JSON.parse(host.files.text("/run/container_create.json")).name, "qa-1-lint-2");
  assertEquals(host.files.text("/run/trailer.txt"), WHOLE);
});

Deno.test("runInContainer() asks the engine as little as it can", async () => {
  const { calls } = await run([
    { id: FIRST, settled: exited(FIRST, 3), ends: (host) => leave(host, WHOLE) },
  ]);
  const verbs = calls.map((call) => call.split(" ")[0]);
  // Beside the start, after it has run for a second, and at the end.
  assertEquals(verbs.toSorted(), ["create", "inspect", "inspect", "inspect", "start"]);
  assertEquals(verbs[0], "create");
});

Deno.test("runInContainer() asks no engine when the box cannot be made", async () => {
  const { container, calls } = await run([], {}, { failures: [{ path: BOX, code: "disk-full" }] });
  assertEquals([container.problem?.kind, container.account.id, calls], ["file", "", []]);
});

Deno.test("runInContainer() tells that a container was never made, and starts nothing", async () => {
  const { container, facts, calls } = await run([
    { id: FIRST, create: { code: 1, stdout: "", stderr: memoryText }, settled: {} },
  ]);
  assertEquals([container.problem?.kind, facts.exitCode], ["engine-refused", null]);
  assertEquals(calls.map((call) => call.split(" ")[0]), ["create"]);
});

Deno.test("runInContainer() tells why a container did not start, and what the engine says of it", async () => {
  const { container, facts, host } = await run([{
    id: FIRST,
    start: { code: 1, stderr: "no", effect: () => {} },
    settled: { stdout: described(createdText, FIRST, { Error: "exec format error" }) },
  }]);
  const { problem } = container;
  assert(problem?.kind === "engine");
  assertEquals([problem.reason, facts.exitCode], ["container-start-failed", null]);
  assertEquals([container.account.state?.status, container.log], ["created", null]);
  assert(host.files.paths().includes("/run/container_inspect_post.json"));
});

Deno.test("runInContainer() tells of a container that somebody removed, and keeps its output", async () => {
  const { container, facts, host } = await run([{
    id: FIRST,
    settled: { code: 1, stdout: "\n", stderr: goneText },
    ends: (host) => leave(host, "nonce f00d\nspooled 1\n"),
  }]);
  assertEquals([container.account.state, facts.exitCode, container.problem], [null, null, null]);
  assertEquals(host.files.text("/run/stdout.log"), "hello\n");
  assertEquals([container.account.trailer?.nonce, container.account.hasBegun], ["f00d", true]);
  assertEquals(container.log?.endSeen, false);
});

Deno.test("runInContainer() loses an engine in the middle, and keeps what the script inside told", async () => {
  const { container, host } = await run([
    { id: FIRST, settled: DEAD, ends: (host) => leave(host, WHOLE) },
  ]);
  assert(container.problem?.kind === "engine");
  assertEquals(container.problem.reason, "daemon-lost");
  assertEquals([container.account.trailer?.exitCode, container.log?.endSeen], [3, false]);
  assertEquals(host.files.text("/run/stdout.log"), "hello\n");
});

Deno.test("runInContainer() ends at its deadline although the engine says that it runs on", async () => {
  const { settings } = sampleContainerExecution().request;
  const { facts, container, notes } = await run(
    [{ id: FIRST, settled: { stdout: described(runningText, FIRST) } }],
    { request: { settings: { ...settings, timeoutMs: 60_000, graceMs: 2_000 } } },
  );
  assertEquals([facts.timedOut, facts.exitCode, facts.durationMs], [true, null, 65_000]);
  assertEquals(container.account.state?.status, "running");
  assert(notes.includes("intent stop deadline"));
});

/** An image without a shell: init says so, and a second container of its own name runs the tests. */
function withoutShell(first: Partial<Life> = {}, plain: Partial<Life> = {}): readonly Life[] {
  return [
    {
      id: FIRST,
      settled: { stdout: described(noShellText, FIRST) },
      logs: { stderr: "[FATAL tini (7)] exec /bin/sh failed: No such file or directory\n" },
      ...first,
    },
    {
      id: PLAIN,
      start: { stdout: "plain\n", delayMs: 1_000, code: 1 },
      logs: { stdout: "plain\n" },
      settled: exited(PLAIN, 1),
      ...plain,
    },
  ];
}

const NONCE = { nonce: readTarText(copiedText)?.trim() ?? "" };

Deno.test("runInContainer() runs an image without a shell plain, in a second container", async () => {
  const { facts, container, host, warnings, created, calls } = await run(withoutShell(), NONCE);
  assertEquals([facts.exitCode, container.hasEntryScript], [1, false]);
  assertEquals([container.account.id, container.account.name], [PLAIN, "qa-1-lint-2-plain"]);
  assertEquals([container.account.trailer, container.log?.channel], [null, "attached"]);
  assertEquals(created, [FIRST, PLAIN]);
  assertEquals(warnings.length, 1);
  assertStringIncludes(warnings[0] ?? "", "no /bin/sh");
  // What init said of our shell is no output of the tests.
  assertEquals(host.files.text("/run/stdout.log"), "plain\n");
  assertEquals([host.files.text("/run/stderr.log"), facts.stderr.bytes], ["", 0]);
  assert(calls.indexOf("rm --force") < calls.lastIndexOf("create --name=qa-1-lint-2-plain"));
});

Deno.test("runInContainer() keeps what else is in the box for the second container", async () => {
  const files = { [`${BOX}/watch.py`]: "import pytest\n" };
  const { host } = await run(withoutShell(), NONCE, { files });
  assertEquals(host.files.text(`${BOX}/watch.py`), "import pytest\n");
  assertEquals(host.files.text(`${BOX}/ticket`), "run\n");
});

Deno.test("runInContainer() runs plain where the runtime itself found no shell", async () => {
  const noShell = JSON.parse(noProgramText).State.Error.replaceAll("/no/such/bin", "/bin/sh");
  const settled = { stdout: described(noProgramText, FIRST, { Error: noShell }) };
  const start = { code: 1, stderr: noShell, effect: () => {} };
  const { container } = await run(withoutShell({ settled, start }), NONCE);
  assertEquals(container.account.id, PLAIN);
});

Deno.test("runInContainer() runs plain only where the project is to be seen inside", async () => {
  const { container, calls } = await run(withoutShell(), { nonce: "another" });
  assert(container.problem?.kind === "engine");
  assertEquals(container.problem.reason, "mount-unusable");
  assertEquals(calls.filter((call) => call.startsWith("start")).length, 1);
});

Deno.test("runInContainer() never runs tests a second time that have begun", async () => {
  const began: Readonly<Record<string, Partial<Life>>> = {
    "the trailer says so": { ends: (host) => leave(host, "nonce f00d\n", "") },
    "the tests took the trailer away": {
      ends: async (host) => {
        await leave(host, "");
        await host.files.remove(`${BOX}/trailer.txt`);
      },
    },
    "the trailer cannot be read": {
      ends: async (host) => {
        await leave(host, "");
        host.files.put(`${BOX}/trailer.txt`, { kind: "link", to: "/etc/passwd" });
      },
    },
    "it ended with another code": { settled: exited(FIRST, 2) },
  };
  for (const [what, first] of Object.entries(began)) {
    const { created } = await run(withoutShell(first), NONCE);
    assertEquals(created, [FIRST], what);
  }
});

Deno.test("runInContainer() runs no second container for a program that the image lacks", async () => {
  const { created } = await run(
    withoutShell({
      settled: { stdout: described(noProgramText, FIRST) },
      start: { code: 1, stderr: "no", effect: () => {} },
    }),
    NONCE,
  );
  assertEquals(created, [FIRST]);
});

Deno.test("runInContainer() goes on with the container that was made although the answer was lost", async () => {
  const listed = { ...JSON.parse(oneText), id: FIRST, name: "qa-1-lint-2" };
  const { facts, created } = await run(
    [{ id: FIRST, create: DEAD, settled: exited(FIRST, 3), ends: (host) => leave(host, WHOLE) }],
    {},
    { programs: [{ match: ([, verb]) => verb === "ps", stdout: `${JSON.stringify(listed)}\n` }] },
  );
  assertEquals([created, facts.exitCode], [[FIRST], 3]);
});
