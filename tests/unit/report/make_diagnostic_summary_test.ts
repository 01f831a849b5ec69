import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { AttemptJson, DiagnosticSummaryJson } from "../../../lib/model/diagnostic_json.ts";
import { formatDiagnosis } from "../../../lib/report/format_diagnosis.ts";
import { makeAttemptJson } from "../../../lib/report/make_attempt_json.ts";
import { makeDiagnosticSummary } from "../../../lib/report/make_diagnostic_summary.ts";
import { summarizeDiagnosis } from "../../../lib/report/summarize_diagnosis.ts";
import { SAMPLE_DIAGNOSIS } from "../../support/sample_diagnostic_run.ts";

const ARTIFACTS = ["attempts/1/stdout.log", "summary.json"];

Deno.test("makeDiagnosticSummary() tells the whole story in its own shape", () => {
  const summary = makeDiagnosticSummary(SAMPLE_DIAGNOSIS, ARTIFACTS);
  assertEquals(DiagnosticSummaryJson.parse(summary), summary);
  assertEquals(summary.headline, "The whole suite passes with memory 64m -> 128m.");
  assertEquals(summary.remedies.map(({ remedy, helped }) => [remedy, helped]), [
    ["raise-memory", true],
  ]);
  assertEquals(summary.settings_to_keep?.qa_jsonc, { container: { memory: "128m" } });
  assertEquals(
    summary.settings_to_keep?.command,
    "deno task qa:gate --image x:1 --memory 128m",
  );
  assertEquals(summary.remains_broken, []);
  assert(summary.minimal_success.logs_written);
});

Deno.test("makeDiagnosticSummary() calls a remedy of no help whose cause is seen again", () => {
  const [first, second] = SAMPLE_DIAGNOSIS.attempts;
  assert(first !== undefined && second !== undefined);
  const again = { ...second, result: { ...first.result, settings: second.result.settings } };
  const summary = makeDiagnosticSummary({
    ...SAMPLE_DIAGNOSIS,
    attempts: [first, again],
    ...{ kept: null, outcome: "not-mended", exitCode: 4 },
  }, []);
  assertEquals(summary.remedies.map(({ helped }) => helped), [false]);
  assertEquals(summary.remains_broken.map(({ class: of }) => of), ["oom"]);
  assertEquals([summary.success, summary.settings_to_keep], [false, null]);
  assertStringIncludes(summary.headline, "No test could be made to run (oom: it was oom)");
});

Deno.test("makeAttemptJson() has the shape of a line of attempts.jsonl", () => {
  for (const attempt of SAMPLE_DIAGNOSIS.attempts) {
    const line = makeAttemptJson(attempt);
    assertEquals(AttemptJson.parse(line), line);
  }
});

Deno.test("formatDiagnosis() tells it on a page, foreign words without markup", () => {
  const run = { ...SAMPLE_DIAGNOSIS, end: { ...SAMPLE_DIAGNOSIS.end, why: "<b>done</b>" } };
  const page = formatDiagnosis(run, makeDiagnosticSummary(run, ARTIFACTS));
  assertStringIncludes(page, "| 2 | memory 64m -&gt; 128m | passed");
  assertStringIncludes(page, '"memory": "128m"');
  assertStringIncludes(page, "memory ");
  assert(!page.includes("<b>"));
  assert(page.split("\n").length < 80);
});

Deno.test("summarizeDiagnosis() says answer, settings and where to read on", () => {
  const text = summarizeDiagnosis(makeDiagnosticSummary(SAMPLE_DIAGNOSIS, ARTIFACTS), "out/d1");
  assertStringIncludes(text, "HEALTHY: The whole suite passes");
  assertStringIncludes(text, 'keep in qa.jsonc: {"container":{"memory":"128m"}}');
  assertStringIncludes(text, "read: out/d1/report.md");
});
