import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import copiedText from "../../../fixtures/docker/copy/file/stdout.txt" with { type: "text" };
import noFileText from "../../../fixtures/docker/copy/no-file/stderr.txt" with { type: "text" };
import createdText from "../../../fixtures/docker/create/ok/stdout.txt" with { type: "text" };
import sourceText from "../../../fixtures/docker/create/mount-source/stderr.txt" with {
  type: "text",
};
import conflictText from "../../../fixtures/docker/create/name-conflict/stderr.txt" with {
  type: "text",
};
import memoryText from "../../../fixtures/docker/create/memory-low/stderr.txt" with {
  type: "text",
};
import noSocketText from "../../../fixtures/docker/create/no-socket/stderr.txt" with {
  type: "text",
};
import socketCutText from "../../../fixtures/docker/create/socket-cut/stderr.txt" with {
  type: "text",
};
import oneText from "../../../fixtures/docker/ps/one/stdout.txt" with { type: "text" };
import type { ContainerRequest } from "../../../lib/execute/container_request.ts";
import { createContainer, proveWithoutShell } from "../../../lib/execute/create_container.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { readTarText } from "../../../lib/docker/read_tar_text.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";
import { noteInto, sampleContainerExecution } from "../../support/sample_container_execution.ts";
import { LINT_COMMAND } from "../../support/sample_plan.ts";

const SECRET = "tulip-harbour-42";
const REFUSED: FakeAnswer = { code: 1, stderr: sourceText };
const MISSING = /path does not exist: (.*)/.exec(sourceText)?.[1] ?? "";
const COPIED = readTarText(copiedText)?.trim() ?? "";

const ID = createdText.trim();
const NAME = "qa-1-lint-2";
const LISTED: FakeAnswer = {
  stdout: `${JSON.stringify({ ...JSON.parse(oneText), name: NAME })}\n`,
};
const LISTED_ID = JSON.parse(oneText).id;
const DEAD: FakeAnswer = { code: 1, stderr: noSocketText };

function executionOf(request: Partial<ContainerRequest>, nonce = COPIED) {
  return sampleContainerExecution({
    request: { command: { ...LINT_COMMAND, env: { TOKEN: SECRET } }, ...request },
    nonce,
    redactor: createRedactor(new Map([["TOKEN", SECRET]])),
  });
}

function hostWith(answer: FakeAnswer, script: FakeScript = {}) {
  return fakeHost({
    ...script,
    files: { "/run": { kind: "folder" }, ...script.files },
    programs: [{ match: ([name]) => name === "docker", ...answer }],
  });
}

Deno.test("createContainer() gives the id, asking once, and notes that it did", async () => {
  const notes: string[] = [];
  const host = hostWith({ stdout: createdText });
  const journal = noteInto(notes);
  assertEquals(await createContainer(host, { ...executionOf({}), journal }), {
    ok: true,
    value: ID,
  });
  assertEquals([host.calls.length, notes], [1, ["intent create", "done create"]]);
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

/** An engine that answers a create so, and each list with the next of these. */
async function adopt(create: FakeAnswer, lists: readonly FakeAnswer[], cancelAtMs?: number) {
  const listing = lists.map((answer, at) => ({
    match: ([, verb]: readonly string[]) => verb === "ps",
    times: at === lists.length - 1 ? Infinity : 1,
    ...answer,
  }));
  const host = fakeHost({
    files: { "/run": { kind: "folder" } },
    programs: [{ match: ([, verb]) => verb === "create", ...create }, ...listing],
  });
  const cancel = new AbortController();
  const cancelled = cancelAtMs === undefined
    ? null
    : host.sleep(cancelAtMs).then(() => cancel.abort());
  const created = await createContainer(host, { ...executionOf({}), cancel: cancel.signal });
  await cancelled;
  const asked = host.calls.filter(({ argv }) => argv[1] === "ps").length;
  return { created, asked, tookMs: host.monotonicMs() };
}

function reasonOf({ created }: Awaited<ReturnType<typeof adopt>>): string {
  assert(!created.ok);
  return created.error.kind === "engine" ? created.error.reason : created.error.kind;
}

const LOST: Readonly<Record<string, FakeAnswer>> = {
  "came too late": { hangs: true },
  "was cut": { code: 1, stderr: socketCutText },
  "never came": DEAD,
  "was no id": { stdout: "Created\n" },
};

for (const [what, answer] of Object.entries(LOST)) {
  Deno.test(`createContainer() adopts the container that was made although the answer ${what}`, async () => {
    const { created, asked } = await adopt(answer, [LISTED]);
    assertEquals([created, asked], [{ ok: true, value: LISTED_ID }, 1]);
  });
}

Deno.test("createContainer() asks again while the engine is away, and adopts when it is back", async () => {
  const { created, asked, tookMs } = await adopt(DEAD, [DEAD, DEAD, DEAD, LISTED]);
  assertEquals([created, asked, tookMs], [{ ok: true, value: LISTED_ID }, 4, 1_500]);
});

Deno.test("createContainer() gives the engine's own word where nothing was made", async () => {
  const none = await adopt({ hangs: true }, [{}]);
  assertEquals([reasonOf(none), none.asked, none.tookMs], ["daemon-too-slow", 1, 30_000]);
});

Deno.test("createContainer() waits a bounded time for an engine that stays away", async () => {
  const away = await adopt(DEAD, [DEAD]);
  assertEquals([reasonOf(away), away.tookMs, away.asked], ["daemon-unreachable", 6_000, 13]);
  const hung = await adopt({ hangs: true }, [{ hangs: true }]);
  assertEquals([reasonOf(hung), hung.tookMs, hung.asked], ["daemon-too-slow", 40_000, 1]);
});

Deno.test("createContainer() looks for nothing after a refusal", async () => {
  for (const stderr of [memoryText, sourceText]) {
    const { created, asked } = await adopt({ code: 1, stderr }, [LISTED]);
    assertEquals([created.ok, asked], [false, 0], stderr);
  }
});

Deno.test("createContainer() takes the owner of its name over only when the labels say that it is ours", async () => {
  const conflict = { code: 1, stderr: conflictText };
  assertEquals((await adopt(conflict, [LISTED])).created, { ok: true, value: LISTED_ID });
  assertEquals(reasonOf(await adopt(conflict, [{}])), "container-create-failed");
});

Deno.test("createContainer() gives up on an engine at an interrupt", async () => {
  const { created, tookMs } = await adopt({ hangs: true }, [DEAD], 40);
  assertEquals([created.ok, tookMs], [false, 40]);
  const waiting = await adopt(DEAD, [DEAD], 700);
  assertEquals([waiting.created.ok, waiting.tookMs], [false, 700]);
});

Deno.test("createContainer() finds at an interrupt what its client has still made", async () => {
  const { created, tookMs } = await adopt({ hangs: true }, [LISTED], 40);
  assertEquals([created, tookMs], [{ ok: true, value: LISTED_ID }, 40]);
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
