import { assert, assertEquals } from "@std/assert";
import { makeHtmlDiagnosis } from "../../../lib/report/html_diagnosis.ts";
import { makeDiagnosticSummary } from "../../../lib/report/make_diagnostic_summary.ts";
import { htmlFaults } from "../../support/html_faults.ts";
import { SAMPLE_DIAGNOSIS } from "../../support/sample_diagnostic_run.ts";

function page(run = SAMPLE_DIAGNOSIS): string {
  const summary = makeDiagnosticSummary(run, ["summary.json", "attempts/1/exit.json"]);
  const halves = makeHtmlDiagnosis(run, summary, { base: "", series: [], scriptHash: "eA==" });
  return `${halves.before}\n${halves.after}`;
}

Deno.test("makeHtmlDiagnosis() tells cause, settings to keep and every attempt as a step", () => {
  const text = page();
  assertEquals(htmlFaults(text), []);
  const headings = [...text.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, one]) => one);
  assertEquals(headings, ["What it was", "Settings to keep", "Attempts", "Environment", "Files"]);
  assertEquals(text.match(/<li><span class="n /g)?.length, 2);
  assert(text.includes("It helped."), "whether the remedy helped");
});

Deno.test("makeHtmlDiagnosis() makes a page where nothing could run", () => {
  const none = { attempts: [], kept: null, outcome: "no-engine" as const, warnings: ["no docker"] };
  assertEquals(htmlFaults(page({ ...SAMPLE_DIAGNOSIS, ...none })), []);
});
