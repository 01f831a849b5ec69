import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { classifyFailure } from "../../../lib/classify/classify_failure.ts";
import { explainClassification } from "../../../lib/report/explain_classification.ts";
import { formatClassification } from "../../../lib/report/format_classification.ts";
import { sampleSignals } from "../../support/sample_signals.ts";
import { sampleSignature } from "../../support/sample_signature.ts";

const ROWS = [
  sampleSignature({ owner: "team-edge", links: ["docs/gateway.md"] }),
  sampleSignature({ id: "data-gateway", class: "data", weight: 5 }),
];
const VALUES = { suite: "unit tests", test: null, file: null, record: "outputs/qa" };

function explain(text: string) {
  return explainClassification(classifyFailure(sampleSignals([text]), ROWS), ROWS, VALUES);
}

Deno.test("explainClassification() says class, evidence, disproof, remedy, replay and runner-up", () => {
  assertEquals(explain("one\ngateway says no to user 7"), {
    summary: "likely auth: the gateway refused us (62 %, by auth-gateway)",
    evidence: ["details.txt:2: gateway says no to user 7"],
    disproof: "The same token works by hand",
    remedy: ["Renew the token"],
    read: ["stderr.log"],
    replay: ["deno task qa:replay outputs/qa --suite 'unit tests'"],
    runnerUp: "data (20 %, by data-gateway)",
    owner: "team-edge, docs/gateway.md",
  });
});

Deno.test("explainClassification() of unknown says so and how to find out", () => {
  const words = explain("nothing that anybody knows");
  assertStringIncludes(words.summary, "unknown");
  assertEquals([words.evidence, words.disproof, words.runnerUp], [[], "", ""]);
  assertEquals(words.replay, ["deno task qa:replay outputs/qa --suite 'unit tests' --debug"]);
  assert(words.remedy.length > 1);
});

Deno.test("explainClassification() shows no control characters of a failure", () => {
  const [evidence] = explain("gateway says no \u0007\u009b31m\u202e").evidence;
  assertEquals(evidence, "details.txt:1: gateway says no U+202E");
});

Deno.test("formatClassification() gives each part a heading, and none to what is not there", () => {
  const text = formatClassification(explain("gateway says no"));
  assertEquals(text.split("\n").filter((line) => line.endsWith(":")), [
    "Evidence:",
    "This would be wrong if:",
    "What to do:",
    "Worth reading:",
    "Replay:",
    "Otherwise:",
    "Owner:",
  ]);
  assert(!formatClassification(explain("?")).includes("Evidence"));
});
