import { assertEquals, assertStringIncludes } from "@std/assert";
import type { FileErrorCode } from "../../../lib/model/problem.ts";
import { leaveEvidence } from "../../../lib/pipeline/leave_evidence.ts";
import { checkEvidence } from "../../../lib/write/check_evidence.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { greenRecord } from "../../support/sample_record.ts";

const RECORD = greenRecord();
const OUTPUTS = "/p/outputs/qa";
const RUN = {
  runId: RECORD.runId,
  path: `${OUTPUTS}/logs/${RECORD.runId}`,
  spool: `${OUTPUTS}/.spool/${RECORD.runId}`,
  outputs: OUTPUTS,
};
const RUN_JSON = `{\n  "started_at": "${RECORD.startedAt}"\n}\n`;
const STABLE = `${OUTPUTS}/evidence/index.json`;

async function leave(isPublished: boolean, failure?: { path: string; code: FileErrorCode }) {
  const host = fakeHost({
    files: { [`${RUN.path}/run.json`]: RUN_JSON, [`${OUTPUTS}/run.json`]: RUN_JSON },
    failures: failure ? [failure] : [],
  });
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  await leaveEvidence(host, { record: RECORD, run: RUN }, { isPublished, warn });
  return { host, warnings };
}

Deno.test("leaveEvidence() puts the index into the run's folder and under its stable name", async () => {
  const { host, warnings } = await leave(true);
  assertEquals(warnings, []);
  const check = await checkEvidence(host, RUN.path);
  assertEquals(check, { ok: true, value: { runId: RECORD.runId, listed: 1, faults: [] } });
  const index = JSON.parse(host.files.text(STABLE));
  assertEquals([index.run_id, index.artifacts[0].kind], [RECORD.runId, "run.json"]);
});

Deno.test("leaveEvidence() does not stand beside the files of another run", async () => {
  const { host } = await leave(false);
  assertEquals(await host.files.stat(STABLE), null);
  assertEquals((await checkEvidence(host, RUN.path)).ok, true);
});

Deno.test("leaveEvidence() warns where the index cannot be written, or not be published", async () => {
  const unwritten = await leave(true, { path: `${RUN.path}/evidence`, code: "disk-full" });
  assertEquals(unwritten.warnings, ["evidence/index.json was not written: disk full"]);
  assertEquals(await unwritten.host.files.stat(STABLE), null);
  const unpublished = await leave(true, { path: STABLE, code: "read-only" });
  assertStringIncludes(unpublished.warnings.join(), `evidence/index.json in ${OUTPUTS} is missing`);
});
