import { assertEquals } from "@std/assert";
import { makeTriageDiff } from "../../../lib/report/make_triage_diff.ts";
import { restoreTriage } from "../../../lib/write/restore_triage.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleChange, sampleTriage, sampleTriaged } from "../../support/sample_triage.ts";

Deno.test("restoreTriage() restores a comparison of which the same file is made again", () => {
  const before = sampleTriaged({ fingerprint: "00000000000000bb", message: "assert 0" });
  const changes = [
    sampleChange(),
    sampleChange({ kind: "changed-failure", severity: "medium", before }),
    sampleChange({ kind: "quarantined", after: sampleTriaged({ isQuarantined: true }) }),
    sampleChange({ before: sampleTriaged({ isQuarantined: true }) }),
    sampleChange({ kind: "fixed", severity: "info", after: sampleTriaged({ outcome: "passed" }) }),
    sampleChange({ kind: "vanished", after: null }),
  ];
  const triage = sampleTriage({ changes, leftOut: 3, excused: ["lint"], onlyRegressions: true });
  const record = { ...redRecord(), triage };
  const diff = makeTriageDiff(record);
  assertEquals(
    diff === null ? null : makeTriageDiff({ ...record, triage: restoreTriage(diff) }),
    diff,
  );
});
