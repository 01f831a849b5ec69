import { assertEquals } from "@std/assert";
import {
  assertionOf,
  diagnosisOf,
  firstAssertion,
  suitesToReplay,
} from "../../../lib/report/diagnosis_of.ts";
import { diagnosedRecord, sampleDiagnosis } from "../../support/sample_diagnosis.ts";
import { redRecord } from "../../support/sample_record.ts";
import {
  sampleExecution,
  sampleLint,
  sampleSuite,
  sampleTest,
} from "../../support/sample_suite.ts";

const [DIAGNOSED] = diagnosedRecord().suites;
const [RED] = redRecord().suites;

Deno.test("diagnosisOf() is the suite's own, or what its surest finding says", () => {
  assertEquals(diagnosisOf(DIAGNOSED!), sampleDiagnosis());
  const { classification, remedy } = diagnosisOf(RED!);
  assertEquals([classification.class, classification.confidence], ["assertion", 0.6]);
  assertEquals(remedy, ["read the first failing test"]);
  assertEquals(diagnosisOf(sampleSuite(null)).classification.class, "unknown");
});

Deno.test("assertionOf() is the diagnosed place, or what the report tells", () => {
  const test = sampleTest();
  assertEquals(assertionOf(DIAGNOSED, test).line, 9);
  assertEquals(assertionOf(RED, test).line, 12);
  assertEquals(assertionOf(DIAGNOSED, sampleTest({ id: "__proto__" })).line, 12);
});

Deno.test("firstAssertion() is null where no failing test is named", () => {
  assertEquals(firstAssertion(DIAGNOSED!)?.line, 9);
  assertEquals(firstAssertion(sampleLint({ outcome: "failed" })), null);
});

Deno.test("suitesToReplay() are those that did not pass, also those that never ran", () => {
  const suites = [
    sampleSuite(),
    sampleSuite(null, { name: "b" }),
    sampleSuite(
      sampleExecution({ outcome: "lost" }),
      { name: "c" },
    ),
  ];
  assertEquals(suitesToReplay(suites).map(({ name }) => name), ["b", "c"]);
});
