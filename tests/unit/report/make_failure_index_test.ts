import { assertEquals } from "@std/assert";
import { FailureIndexJson } from "../../../lib/model/failure_digest_json.ts";
import { joinClusters, makeFailureIndex } from "../../../lib/report/make_failure_index.ts";
import { diagnosedRecord } from "../../support/sample_diagnosis.ts";
import { greenRecord } from "../../support/sample_record.ts";

Deno.test("makeFailureIndex() tells every suite that did not pass with its cause and its digest", () => {
  const index = FailureIndexJson.parse(makeFailureIndex(diagnosedRecord()));
  assertEquals(
    index.failed_suites.map(({ suite, digest_path, impacted, root_cause_class }) => [
      suite,
      digest_path,
      impacted,
      root_cause_class,
    ]),
    [["unit", "failures/unit.json", 3, "connection"]],
  );
  assertEquals(index.clusters.map(({ count, suites }) => [count, suites]), [[2, ["unit"]], [1, [
    "unit",
  ]]]);
});

Deno.test("makeFailureIndex() is null where all suites passed", () => {
  assertEquals(makeFailureIndex(greenRecord()), null);
});

Deno.test("joinClusters() joins what suites have in common, the largest first", () => {
  const [unit] = diagnosedRecord().suites;
  const other = { ...unit!, name: "other" };
  const joined = joinClusters([unit!, other]);
  assertEquals(joined.map(({ count, suites, tests }) => [count, suites, tests.length]), [
    [4, ["unit", "other"], 4],
    [2, ["unit", "other"], 2],
  ]);
});
