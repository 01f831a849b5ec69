import { assert, assertEquals } from "@std/assert";
import { ResultsJson } from "../../../lib/model/results_json.ts";
import { namedTests } from "../../../lib/report/counted_execution.ts";
import { makeEnvironmentJson } from "../../../lib/report/make_environment_json.ts";
import { makePlanJson } from "../../../lib/report/make_plan_json.ts";
import { makeResultsJson } from "../../../lib/report/make_results_json.ts";
import { makeRunJson } from "../../../lib/report/make_run_json.ts";
import { loadRecord } from "../../../lib/write/load_record.ts";
import { restoreRecord } from "../../../lib/write/restore_record.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { recordFiles, testOf } from "../../support/record_files.ts";
import { degradedRecord, greenRecord, redRecord } from "../../support/sample_record.ts";
import { SHIPPED } from "../../support/shipped_records.ts";
import type { RunRecord } from "../../../lib/model/run_record.ts";

async function restore(files: Record<string, string>): Promise<RunRecord> {
  const host = fakeHost({ files });
  const record = await loadRecord(host, "/r", { cwd: "/", outputs: "/o" });
  assert(record.ok, JSON.stringify(record));
  const restored = await restoreRecord(host, record.value);
  assert(restored.ok, JSON.stringify(restored));
  return restored.value;
}

Deno.test("restoreRecord() restores a record of which the same files are made again", async () => {
  const failures = [testOf("a", "failed"), testOf("b", "failed")];
  for (const record of [greenRecord(), redRecord(failures), degradedRecord()]) {
    const files = recordFiles("/r", record, { unit: record.verdict === "failed" ? failures : [] });
    const restored = await restore(files);
    assertEquals(makeResultsJson(restored), makeResultsJson(record));
    assertEquals(makeRunJson(restored), makeRunJson(record));
    assertEquals(makePlanJson(restored.plan), makePlanJson(record.plan));
    assertEquals(makeEnvironmentJson(restored), makeEnvironmentJson(record));
    assertEquals(
      restored.suites[0]?.executions[0]?.failures,
      record.suites[0]?.executions[0]?.failures,
    );
  }
});

Deno.test("restoreRecord() does with less for a record older than plan.json", async () => {
  const record = redRecord();
  const files = recordFiles("/r", record);
  delete files["/r/plan.json"];
  delete files["/r/environment.json"];
  const results = JSON.parse(files["/r/results.json"]!);
  for (const suite of results.suites) {
    for (const one of suite.executions) {
      for (const key of ["argv", "stdout", "stderr", "findings", "fallback", "image_id"]) {
        delete one[key];
      }
    }
  }
  const restored = await restore({ ...files, "/r/results.json": JSON.stringify(results) });
  const [unit] = restored.suites;
  assertEquals(unit?.executions[0]?.argv, record.suites[0]?.executions[0]?.argv);
  assertEquals(unit?.executions[0]?.findings, record.suites[0]?.executions[0]?.findings);
  assertEquals(restored.plan.suites.map(({ name }) => name), ["unit", "lint"]);
  assertEquals(restored.plan.root, record.plan.root);
});

Deno.test("restoreRecord() refuses a record that is not whole", async () => {
  const files = recordFiles("/r", greenRecord());
  const host = fakeHost({ files: { "/s.json": files["/r/summary.json"]! } });
  const record = await loadRecord(host, "/s.json", { cwd: "/", outputs: "/o" });
  assert(record.ok);
  const restored = await restoreRecord(host, record.value);
  assert(!restored.ok && restored.error.kind === "usage");
  assertEquals(
    restored.error.message,
    "/s.json is not the whole record of a run: it is a single file",
  );
});

// Records as gates have written them: they are never edited, and every later version reads them.

const CASES: Readonly<Record<keyof typeof SHIPPED, readonly [string, string[], string[]]>> = {
  green: ["passed", ["passed", "passed"], []],
  red: [
    "failed",
    ["failed", "passed"],
    ["unit::tests/test_cart.py::tests.test_cart::test_names[[c]]"],
  ],
  flaky: ["flaky", ["passed", "passed"], []],
  degraded: ["degraded", ["passed", "passed"], []],
};

for (const [name, files] of Object.entries(SHIPPED)) {
  Deno.test(`restoreRecord() restores the shipped record "${name}", and makes its results again`, async () => {
    const [verdict, suites, failures] = CASES[name as keyof typeof CASES];
    const there = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`/r/${path}`, text]),
    );
    const restored = await restore(there);
    assertEquals(restored.verdict, verdict);
    assertEquals(restored.suites.map(({ outcome }): string => outcome), suites);
    assertEquals(
      restored.suites.flatMap((one) => namedTests(one).failures.map(({ id }) => id)),
      failures,
    );
    const stored = ResultsJson.parse(JSON.parse(files["results.json"]));
    assertEquals(ResultsJson.parse(makeResultsJson(restored)), stored);
  });
}
