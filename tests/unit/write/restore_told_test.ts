import { assertEquals } from "@std/assert";
import { makeFailureIndex } from "../../../lib/report/make_failure_index.ts";
import { makeTriageDiff } from "../../../lib/report/make_triage_diff.ts";
import type { RunRecord } from "../../../lib/model/run_record.ts";
import { restoreTold } from "../../../lib/write/restore_told.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { sampleTriage } from "../../support/sample_triage.ts";

const FLAKE = {
  ...{ id: "unit::a", suite: "unit", class: "FLAKE-TIMING" as const, confidence: 0.6 },
  ...{ evidence: ["1 of 3 tries passed"] as string[], proposal: null },
};

function open(record: RunRecord, change: (text: string) => string = (text) => text) {
  return fakeHost({
    files: {
      "/r/triage_diff.json": change(JSON.stringify(makeTriageDiff(record))),
      "/r/failure_diagnostics_index.json": change(JSON.stringify(makeFailureIndex(record))),
    },
  });
}

const told: RunRecord = { ...diagnosedRecord(), triage: sampleTriage(), flakes: [FLAKE] };

Deno.test("restoreTold() adds what only the further files of a run tell", async () => {
  const { record, gaps } = await restoreTold(open(told), diagnosedRecord(), "/r");
  assertEquals(gaps, []);
  assertEquals(record.flakes, [FLAKE]);
  assertEquals([record.triage?.status, record.triage?.regressions], ["regression", 1]);
  assertEquals(makeTriageDiff(record), makeTriageDiff(told));
});

Deno.test("restoreTold() leaves a record alone that has no such files", async () => {
  const plain = diagnosedRecord();
  assertEquals(await restoreTold(fakeHost({}), plain, "/r"), { record: plain, gaps: [] });
});

Deno.test("restoreTold() leaves out what is torn or of another run, and says so", async () => {
  const torn = open(told, (text) => text.slice(0, 40));
  const other = open(told, (text) => text.replace(told.runId, "r2"));
  for (const host of [torn, other]) {
    const { record, gaps } = await restoreTold(host, diagnosedRecord(), "/r");
    assertEquals([record.triage, record.flakes], [undefined, undefined]);
    assertEquals(gaps.map((gap) => gap.split(":")[0]), [
      "triage_diff.json is left out",
      "failure_diagnostics_index.json is left out",
    ]);
  }
});
