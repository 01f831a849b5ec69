import { assertEquals } from "@std/assert";
import { loadTrailer } from "../../../lib/execute/keep_evidence.ts";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { NO_EVENTS } from "../../../lib/execute/watch_events.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeNode } from "../../support/fake_tree.ts";
import { LINT_COMMAND, SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

async function load(trailer: FakeNode) {
  const files = { "/run": { kind: "folder" }, "/etc/secret": "nonce f00d\n" } as const;
  const host = fakeHost({ files: { ...files, "/box/trailer.txt": trailer } });
  const read = await loadTrailer(host, {
    request: {
      name: "qa-1",
      image: { id: "sha256:1", entrypoint: [] },
      settings: SAMPLE_CONTAINER,
      command: LINT_COMMAND,
      labels: {},
      root: "/p",
      outputs: "/project/outputs/qa",
      box: "/box",
      nonceFile: "/workspace/nonce",
      withEntryScript: true,
    },
    folder: "/run",
    label: "suites/lint/container-1",
    nonce: "f00d",
    stdout: newCounters(),
    stderr: newCounters(),
    redactor: createRedactor(new Map()),
    events: NO_EVENTS,
    cancel: new AbortController().signal,
    warn: () => {},
    onCreated: () => {},
    sample: () => Promise.resolve(null),
  });
  return { read, kept: await host.files.stat("/run/trailer.txt") };
}

Deno.test("loadTrailer() reads what the script left, and keeps a copy", async () => {
  const { read, kept } = await load("nonce f00d\nexit_code 3\n");
  assertEquals([read?.nonce, read?.exitCode, kept?.kind], ["f00d", 3, "file"]);
});

Deno.test("loadTrailer() follows no link that the tests have planted", async () => {
  const { read, kept } = await load({ kind: "link", to: "/etc/secret" });
  assertEquals([read, kept], [null, null]);
});
