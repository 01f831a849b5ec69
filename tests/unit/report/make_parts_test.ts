import { assertEquals } from "@std/assert";
import { makeFlaky, makeQuarantine, makeQuarantined } from "../../../lib/report/make_parts.ts";
import { sampleEntry } from "../../support/sample_entry.ts";
import { greenRecord } from "../../support/sample_record.ts";
import { sampleExecution, sampleSuite, sampleTest } from "../../support/sample_suite.ts";

const earlier = [
  { outcome: "failed", duration_ms: 1, message: "first words", details: "" },
  { outcome: "error", duration_ms: 1, message: "second words", details: "" },
] as const;
const flaky = sampleTest({
  id: "unit::late",
  outcome: "flaky",
  message: "",
  earlier: [...earlier],
});
const quarantined = sampleTest({ id: "unit::known", quarantine: "unit::*" });
const SUITE = sampleSuite(sampleExecution({ flaky: [flaky], quarantined: [quarantined] }));

Deno.test("makeFlaky() tells how many tries it took, and what the first one said", () => {
  const { file, line } = flaky;
  assertEquals(makeFlaky(SUITE), [
    { id: "unit::late", suite: "unit", tries: 3, message: "first words", file, line },
  ]);
});

Deno.test("makeQuarantined() names the entry that excuses a failure", () => {
  assertEquals(makeQuarantined(SUITE).map(({ id, entry }) => [id, entry]), [
    ["unit::known", "unit::*"],
  ]);
});

Deno.test("makeQuarantine() tells of every entry whom it excused", () => {
  const gone = sampleEntry({ id: "unit::gone" });
  const record = greenRecord({
    suites: [SUITE],
    quarantine: [
      { entry: sampleEntry(), isExpired: false, matched: "yes" },
      { entry: gone, isExpired: true, matched: "no" },
    ],
  });
  assertEquals(makeQuarantine(record), [
    { ...sampleEntry(), expired: false, matched: "yes", excused: ["unit::known"] },
    { ...gone, expired: true, matched: "no", excused: [] },
  ]);
});
