import { assertEquals } from "@std/assert";
import { EvidenceJson } from "../../../lib/model/evidence_json.ts";
import { writeEvidenceIndex } from "../../../lib/write/write_evidence_index.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../../support/fake_host.ts";

const FOLDER = "/p/logs/r1";
const FILES = {
  [`${FOLDER}/run.json`]: "{}\n",
  [`${FOLDER}/suites/unit/container-1/stdout.log`]: "",
  [`${FOLDER}/suites/unit/container-1/odd name é`]: "x",
};

async function write(script: FakeScript): Promise<{ host: FakeHost; index: EvidenceJson }> {
  const host = fakeHost({ ...script, files: { ...FILES, ...script.files } });
  const kindOf = (path: string) => path.split(".").at(-1) ?? "";
  const written = await writeEvidenceIndex(host, { runId: "r1", folder: FOLDER, kindOf });
  assertEquals(written, { ok: true, value: undefined });
  const text = host.files.text(`${FOLDER}/evidence/index.json`);
  return { host, index: EvidenceJson.parse(JSON.parse(text)) };
}

Deno.test("writeEvidenceIndex() lists every file of a run by path, with size, SHA-256 and kind", async () => {
  const { host, index } = await write({});
  assertEquals([index.run_id, index.left_out], ["r1", []]);
  assertEquals(index.artifacts.map(({ path, size_bytes, kind }) => [path, size_bytes, kind]), [
    ["run.json", 3, "json"],
    ["suites/unit/container-1/odd name é", 1, "suites/unit/container-1/odd name é"],
    ["suites/unit/container-1/stdout.log", 0, "log"],
  ]);
  assertEquals(index.artifacts[0]?.sha256, await host.sha256("{}\n"));
});

Deno.test("writeEvidenceIndex() does not list itself, also when it is written again", async () => {
  const { index } = await write({ files: { [`${FOLDER}/evidence/index.json`]: "old" } });
  assertEquals(index.artifacts.length, 3);
});

Deno.test("writeEvidenceIndex() names what it could not read, and follows no link", async () => {
  const { index } = await write({
    files: { [`${FOLDER}/link`]: { kind: "link", to: "/etc/passwd" } },
    failures: [{ path: `${FOLDER}/run.json`, code: "permission-denied" }],
  });
  assertEquals(index.left_out, [
    { path: "link", why: "is a link" },
    { path: "run.json", why: "permission denied" },
  ]);
  assertEquals(index.artifacts.length, 2);
});

Deno.test("writeEvidenceIndex() gives the problem when nothing can be written", async () => {
  const failures = [{ path: `${FOLDER}/evidence`, code: "disk-full" as const }];
  const host = fakeHost({ files: FILES, failures });
  const options = { runId: "r1", folder: FOLDER, kindOf: () => "" };
  assertEquals((await writeEvidenceIndex(host, options)).ok, false);
});
