import { assertEquals, assertStringIncludes } from "@std/assert";
import { formatVerdictReport } from "../../../lib/report/format_verdict_report.ts";
import { failedGate, judgedFault, judgedGate } from "../../support/judged_gate.ts";
import { sampleFullVerdict } from "../../support/sample_verdict.ts";

Deno.test("formatVerdictReport() tells the notes of every gate, also of one that fails", () => {
  const text = formatVerdictReport(sampleFullVerdict([
    failedGate("red", [judgedFault("a")], { notes: ["darwin has no report"] }),
    judgedGate("green", { notes: ["node 20"] }),
  ]));
  assertStringIncludes(text, "- note: darwin has no report\n");
  assertStringIncludes(text, "- `green`: node 20\n");
});

Deno.test("formatVerdictReport() says the only fault of a gate once", () => {
  const fault = judgedFault("a");
  const text = formatVerdictReport(sampleFullVerdict([
    failedGate("red", [fault], { detail: fault.message }),
  ]));
  const section = text.slice(text.indexOf("### red"));
  assertEquals(section.split(fault.message).length, 2, section);
});
