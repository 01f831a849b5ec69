import { assertEquals } from "@std/assert";
import { keepJson, loadTrailer, readPlanted } from "../../../lib/execute/keep_evidence.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";
import {
  type ExecutionChange,
  sampleContainerExecution,
} from "../../support/sample_container_execution.ts";

const REDACTOR = createRedactor(new Map([["TOKEN", "tulip-harbour-42"]]));

async function load(trailer: FakeNode, change: ExecutionChange = {}) {
  const files = { "/run": { kind: "folder" }, "/etc/secret": "nonce f00d\n" } as const;
  const host = fakeHost({ files: { ...files, "/spool/box/trailer.txt": trailer } });
  const execution = sampleContainerExecution({ redactor: REDACTOR, ...change });
  const read = await loadTrailer(host, execution);
  return { read, kept: await host.files.readText("/run/trailer.txt") };
}

Deno.test("loadTrailer() reads what the script left, and keeps a copy", async () => {
  const { read, kept } = await load("nonce f00d\nexit_code 3\n");
  assertEquals([read?.nonce, read?.exitCode], ["f00d", 3]);
  assertEquals(kept, { ok: true, value: "nonce f00d\nexit_code 3\n" });
});

Deno.test("loadTrailer() keeps no secret that a test wrote into the trailer", async () => {
  const { kept } = await load("nonce f00d\ntulip-harbour-42\n");
  assertEquals(kept, { ok: true, value: "nonce f00d\n[redacted:env:TOKEN]\n" });
});

Deno.test("loadTrailer() follows no link that the tests have planted", async () => {
  const { read, kept } = await load({ kind: "link", to: "/etc/secret" });
  assertEquals([read, kept.ok], [null, false]);
});

Deno.test("loadTrailer() reads no file that the tests have blown up", async () => {
  const { read, kept } = await load(`nonce f00d\n${"x".repeat(64 * 1024)}`);
  assertEquals([read, kept.ok], [null, false]);
});

Deno.test("loadTrailer() believes no trailer where no script of ours ran", async () => {
  const { read } = await load("nonce f00d\nexit_code 0\n", {
    request: { withEntryScript: false },
  });
  assertEquals(read, null);
});

Deno.test("readPlanted() reads a text across chunks, and null where there is none", async () => {
  const text = "é".repeat(5_001);
  const host = fakeHost({ files: { "/box/a": `x${text}`, "/box/folder": { kind: "folder" } } });
  assertEquals(await readPlanted(host, "/box/a"), `x${text}`);
  assertEquals(await readPlanted(host, "/box/folder"), null);
  assertEquals(await readPlanted(host, "/box/none"), null);
});

Deno.test("keepJson() redacts, and a file that cannot be written is a warning", async () => {
  const warnings: string[] = [];
  const execution = sampleContainerExecution({
    redactor: REDACTOR,
    warn: (message) => warnings.push(message),
  });
  const host = fakeHost({ files: { "/run": { kind: "folder" } } });
  await keepJson(host, execution, "a.json", { token: "tulip-harbour-42" });
  assertEquals(JSON.parse(host.files.text("/run/a.json")), { token: "[redacted:env:TOKEN]" });
  host.files.failures.push({ path: "/run", code: "disk-full" });
  await keepJson(host, execution, "b.json", {});
  assertEquals(warnings, ["suites/lint/container-2/b.json was not written"]);
});
