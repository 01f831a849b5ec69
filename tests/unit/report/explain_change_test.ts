import { assertEquals, assertStringIncludes } from "@std/assert";
import { TRIAGE_KINDS } from "../../../lib/model/triage.ts";
import { explainChange } from "../../../lib/report/explain_change.ts";
import { sampleChange, sampleTriaged } from "../../support/sample_triage.ts";

Deno.test("explainChange() has words for every kind, also where a run does not tell the test", () => {
  for (const kind of TRIAGE_KINDS) {
    for (const before of [null, sampleTriaged()]) {
      const words = explainChange(sampleChange({ kind, before }));
      assertEquals(words.length > 10, true, kind);
    }
  }
});

Deno.test("explainChange() says what is known of fingerprints, and what is not", () => {
  const [one, other] = [sampleTriaged(), sampleTriaged({ fingerprint: "00000000000000bb" })];
  const unknown = sampleTriaged({ fingerprint: null, outcome: "error" });
  const say = (kind: "known-failure" | "changed-failure", before: typeof one, after: typeof one) =>
    explainChange(sampleChange({ kind, before, after }));
  assertEquals(say("known-failure", one, one), "it failed before, with the same fingerprint");
  assertStringIncludes(
    say("known-failure", unknown, one),
    "no fingerprint, so no more can be said",
  );
  assertStringIncludes(say("changed-failure", one, other), "another fingerprint: assert 1 == 2");
  assertEquals(say("changed-failure", unknown, one), "it ended as error before, and now as failed");
});

Deno.test("explainChange() says that a failure was excused before, or is not told there", () => {
  const excused = sampleTriaged({ isQuarantined: true });
  assertStringIncludes(explainChange(sampleChange({ before: excused })), "does so no more");
  assertStringIncludes(explainChange(sampleChange({ before: null })), "does not tell it");
  assertEquals(explainChange(sampleChange()), "it ended as passed in the baseline");
});
