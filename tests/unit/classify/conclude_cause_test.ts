import { assertEquals } from "@std/assert";
import { concludeCause } from "../../../lib/classify/conclude_cause.ts";
import type { Finding } from "../../../lib/model/finding.ts";
import type { Classification, SignatureRow } from "../../../lib/model/signature.ts";

const CLASSIFIED: Classification = {
  class: "connection",
  signature: "connection-refused",
  confidence: 0.7,
  evidence: [{ source: "stderr.log", line: 3, quote: "refused" }],
  runnerUp: null,
};
const UNKNOWN: Classification = {
  ...{ class: "unknown", signature: null, confidence: 0, evidence: [], runnerUp: null },
};
const ROW: SignatureRow = {
  ...{ id: "connection-refused", class: "connection", title: "", texts: [], weight: 1 },
  ...{ specimens: [], counterSpecimens: [], replay: [] },
  read: ["stderr.log"],
  remedy: ["start it"],
  disproof: "it answers",
};

function finding(changes: Partial<Finding>): Finding {
  return {
    class: "oom",
    confidence: 0.9,
    message: "killed",
    evidence: [{ source: "trailer.txt", quote: "oom_kill 1" }],
    remedy: "more memory",
    ...changes,
  };
}

const rows = [ROW];

Deno.test("concludeCause() takes the signature with what its row says, where no fact speaks", () => {
  const cause = concludeCause({ classification: CLASSIFIED, rows, findings: [] });
  assertEquals(cause, {
    classification: CLASSIFIED,
    disproof: "it answers",
    remedy: ["start it"],
    read: ["stderr.log"],
  });
});

Deno.test("concludeCause() takes the surer one of two that disagree, and keeps the other in mind", () => {
  const cause = concludeCause({ classification: CLASSIFIED, rows, findings: [finding({})] });
  assertEquals(cause.classification, {
    class: "oom",
    signature: null,
    confidence: 0.9,
    evidence: [{ source: "trailer.txt", quote: "oom_kill 1", line: null }],
    runnerUp: { class: "connection", signature: "connection-refused", confidence: 0.7 },
  });
  assertEquals([cause.remedy, cause.read], [["more memory"], ["trailer.txt"]]);
  const weak = concludeCause({
    classification: CLASSIFIED,
    rows,
    findings: [finding({ confidence: 0.5 })],
  });
  assertEquals(weak.classification, CLASSIFIED);
});

Deno.test("concludeCause() joins the evidence of two that agree", () => {
  const same = finding({ class: "connection", confidence: 0.8 });
  const { classification } = concludeCause({ classification: CLASSIFIED, rows, findings: [same] });
  assertEquals([classification.signature, classification.confidence], ["connection-refused", 0.8]);
  assertEquals(classification.evidence.length, 2);
});

Deno.test("concludeCause() has steps and a disproof for what nobody knows", () => {
  const last = finding({ class: "unknown", confidence: 0.4 });
  const cause = concludeCause({ classification: UNKNOWN, rows, findings: [last] });
  assertEquals(cause.classification, UNKNOWN);
  assertEquals([cause.remedy.length, cause.disproof === ""], [1, false]);
});
