import { assertEquals } from "@std/assert";
import { findEvidence } from "../../../lib/write/find_evidence.ts";
import { writeEvidenceIndex } from "../../../lib/write/write_evidence_index.ts";
import { fakeHost } from "../../support/fake_host.ts";

async function published(runId: string) {
  const host = fakeHost({ files: { "/p/qa/logs/r1/run.json": "{}", "/p/qa/run.json": "{}" } });
  await writeEvidenceIndex(host, { runId, folder: "/p/qa", kindOf: () => "other" });
  return host;
}

Deno.test("findEvidence() takes the folder of a run as it is", async () => {
  assertEquals(await findEvidence(await published("r1"), "/p/qa/logs/r1"), "/p/qa/logs/r1");
});

Deno.test("findEvidence() leads from the outputs to the run that is published there", async () => {
  assertEquals(await findEvidence(await published("r1"), "/p/qa"), "/p/qa/logs/r1");
});

Deno.test("findEvidence() is not led elsewhere by the id in an index", async () => {
  for (const id of ["../../etc", "..", ".", "a/b", ""]) {
    assertEquals(await findEvidence(await published(id), "/p/qa"), "/p/qa", id);
  }
});
