import { assertEquals } from "@std/assert";
import { listCauses } from "../../../lib/report/list_causes.ts";
import {
  DIAGNOSED_TESTS,
  diagnosedRecord,
  sampleDiagnosis,
} from "../../support/sample_diagnosis.ts";
import { redRecord } from "../../support/sample_record.ts";
import { sampleTest } from "../../support/sample_suite.ts";
import { sampleChange, sampleCounts, sampleTriage } from "../../support/sample_triage.ts";

Deno.test("listCauses() tells each fingerprint once, with all of its tests", () => {
  const causes = listCauses(diagnosedRecord());
  assertEquals(
    causes.map((
      { key, count, suites, isNew, isRequired },
    ) => [key, count, suites, isNew, isRequired]),
    [["a".repeat(16), 2, ["unit"], null, true], ["b".repeat(16), 1, ["unit"], null, true]],
  );
});

Deno.test("listCauses() joins one cause of several suites, and puts what is not required last", () => {
  const record = diagnosedRecord();
  const [unit, lint] = record.suites;
  const other = { ...unit!, name: "other", required: false };
  const [, second] = sampleDiagnosis().clusters;
  const alone = sampleDiagnosis({
    clusters: [{ ...second!, fingerprint: "c".repeat(16), count: 9 }],
  });
  const late = { ...other, name: "late", executions: [], diagnosis: alone };
  const causes = listCauses({ ...record, suites: [unit!, other, late, lint!] });
  assertEquals(causes.map(({ count, suites }) => [count, suites]), [
    [4, ["unit", "other"]],
    [2, ["unit", "other"]],
    [9, ["late"]],
  ]);
});

Deno.test("listCauses() groups by fingerprint where nothing was diagnosed, and tells tests without one", () => {
  const alone = sampleTest({ name: "test_alone" });
  const causes = listCauses(redRecord([...DIAGNOSED_TESTS, alone]));
  assertEquals(causes.map(({ key, count }) => [key, count]), [
    ["a".repeat(16), 2],
    ["b".repeat(16), 1],
    [alone.id, 1],
  ]);
});

Deno.test("listCauses() puts what is new first, and calls nothing known of which it was not told", () => {
  const record = diagnosedRecord();
  const { id } = DIAGNOSED_TESTS[1]!;
  const triage = sampleTriage({ changes: [sampleChange({ id })] });
  const compared = listCauses({ ...record, triage });
  assertEquals(compared.map(({ key, isNew }) => [key[0], isNew]), [["b", true], ["a", false]]);
  const many = { ...triage, counts: sampleCounts({ "new-failure": 300 }) };
  assertEquals(listCauses({ ...record, triage: many }).map(({ isNew }) => isNew), [true, null]);
});
