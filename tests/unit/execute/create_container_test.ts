import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import copiedText from "../../../fixtures/docker/copy/file/stdout.txt" with { type: "text" };
import noFileText from "../../../fixtures/docker/copy/no-file/stderr.txt" with { type: "text" };
import createdText from "../../../fixtures/docker/create/ok/stdout.txt" with { type: "text" };
import sourceText from "../../../fixtures/docker/create/mount-source/stderr.txt" with {
  type: "text",
};
import type { ContainerExecution } from "../../../lib/execute/container_execution.ts";
import type { ContainerRequest } from "../../../lib/execute/container_request.ts";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { createContainer, proveWithoutShell } from "../../../lib/execute/create_container.ts";
import { NO_EVENTS } from "../../../lib/execute/watch_events.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { readTarText } from "../../../lib/docker/read_tar_text.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { LINT_COMMAND, SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const SECRET = "tulip-harbour-42";
const REFUSED: FakeAnswer = { code: 1, stderr: sourceText };
const MISSING = /path does not exist: (.*)/.exec(sourceText)?.[1] ?? "";
const COPIED = readTarText(copiedText)?.trim() ?? "";

function executionOf(request: Partial<ContainerRequest>, nonce = COPIED): ContainerExecution {
  return {
    request: {
      name: "qa-1-lint",
      image: { id: "sha256:1", entrypoint: [] },
      settings: SAMPLE_CONTAINER,
      command: { ...LINT_COMMAND, env: { TOKEN: SECRET } },
      labels: {},
      root: "/project",
      outputs: "/project/outputs/qa",
      box: "/spool/box",
      nonceFile: "/workspace/nonce",
      withEntryScript: true,
      ...request,
    },
    folder: "/run",
    label: "suites/lint/container-1",
    nonce,
    stdout: newCounters(),
    stderr: newCounters(),
    redactor: createRedactor(new Map([["TOKEN", SECRET]])),
    events: NO_EVENTS,
    cancel: new AbortController().signal,
    warn: () => {},
    onCreated: () => {},
    sample: () => Promise.resolve(null),
  };
}

function hostWith(answer: FakeAnswer, script: FakeScript = {}) {
  return fakeHost({
    ...script,
    files: { "/run": { kind: "folder" }, ...script.files },
    programs: [{ match: ([name]) => name === "docker", ...answer }],
  });
}

Deno.test("createContainer() gives the id, and makes a box that any user may write to", async () => {
  const host = hostWith({ stdout: createdText });
  const created = await createContainer(host, executionOf({}));
  assertEquals(created, { ok: true, value: createdText.trim() });
  assertEquals((await host.files.stat("/spool/box"))?.mode, 0o777);
});

Deno.test("createContainer() keeps its request, and a secret in neither file nor command line", async () => {
  const host = hostWith({ stdout: createdText });
  await createContainer(host, executionOf({}));
  const kept = host.files.text("/run/container_create.json");
  assertEquals(JSON.parse(kept).env, { TOKEN: "[redacted:env:TOKEN]" });
  const call = host.calls[0];
  assertEquals(call?.env["TOKEN"], SECRET);
  assert(!call?.argv.join("\n").includes(SECRET));
});

Deno.test("createContainer() blames the engine for a folder that is here and not there", async () => {
  const host = hostWith(REFUSED, { files: { [MISSING]: { kind: "folder" } } });
  const created = await createContainer(host, executionOf({}));
  assert(!created.ok && created.error.kind === "engine");
  assertEquals(created.error.reason, "mount-unusable");
  assertStringIncludes(created.error.detail, MISSING);
});

Deno.test("createContainer() leaves a refusal for a folder that is nowhere as it is", async () => {
  const created = await createContainer(hostWith(REFUSED), executionOf({}));
  assert(!created.ok);
  assertEquals(created.error.kind, "engine-refused");
});

Deno.test("createContainer() asks no engine for what none could mean well", async () => {
  const host = hostWith({ stdout: createdText });
  const image = { id: "--privileged", entrypoint: [] };
  const created = await createContainer(host, executionOf({ image }));
  assert(!created.ok);
  assertEquals([created.error.kind, host.calls], ["engine-refused", []]);
});

Deno.test("createContainer() asks no engine when the box cannot be made", async () => {
  const host = hostWith(
    { stdout: createdText },
    { failures: [{ path: "/spool", code: "disk-full" }] },
  );
  const created = await createContainer(host, executionOf({}));
  assert(!created.ok && created.error.kind === "file");
  assertEquals([created.error.code, host.calls], ["disk-full", []]);
});

Deno.test("createContainer() gives up on an engine at an interrupt", async () => {
  const host = hostWith({ hangs: true });
  const cancel = new AbortController();
  const creating = createContainer(host, { ...executionOf({}), cancel: cancel.signal });
  await host.sleep(40);
  cancel.abort();
  assertEquals([(await creating).ok, host.monotonicMs()], [false, 40]);
});

Deno.test("proveWithoutShell() asks nothing when the entry script reads the nonce", async () => {
  const host = hostWith({});
  assertEquals(await proveWithoutShell(host, executionOf({}), "c0ffee"), {
    ok: true,
    value: undefined,
  });
  assertEquals(host.calls, []);
});

Deno.test("proveWithoutShell() takes the nonce that the engine sees for proof", async () => {
  const host = hostWith({ stdout: copiedText });
  const proved = await proveWithoutShell(host, executionOf({ withEntryScript: false }), "c0ffee");
  assertEquals(proved.ok, true);
  assert(host.calls[0]?.argv.includes("c0ffee:/workspace/nonce"));
});

Deno.test("proveWithoutShell() finds a project that is not what the engine sees", async () => {
  const bare = { withEntryScript: false };
  const cases = [
    { answer: { stdout: copiedText }, nonce: `${COPIED}0` },
    { answer: { code: 1, stderr: noFileText }, nonce: COPIED },
  ];
  for (const { answer, nonce } of cases) {
    const proved = await proveWithoutShell(hostWith(answer), executionOf(bare, nonce), "c0ffee");
    assert(!proved.ok && proved.error.kind === "engine");
    assertEquals(proved.error.reason, "mount-unusable");
  }
});
