import { assertStringIncludes } from "@std/assert";
import { formatFullVerdict } from "../../../lib/report/format_full_verdict.ts";
import { failedGate, judgedFault } from "../../support/judged_gate.ts";
import { sampleFullVerdict } from "../../support/sample_verdict.ts";

Deno.test("formatFullVerdict() shows what decides before what does not, however much that is", () => {
  const soft = Array.from(
    { length: 30 },
    (_, at) => failedGate(`soft${at}`, [judgedFault("a")], { blocking: false }),
  );
  const gates = [...soft, failedGate("hard", [judgedFault("b")])];
  const text = formatFullVerdict(sampleFullVerdict(gates), { color: false, report: "r.md" });
  assertStringIncludes(text, "\nfail hard (suite)\n");
  assertStringIncludes(text, "11 more failing gates: see the report");
});
