import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import type { FullVerdict, JudgedGate } from "../../../lib/model/full_verdict.ts";
import { RemediationBacklogJson } from "../../../lib/model/remediation_backlog_json.ts";
import { formatBacklog } from "../../../lib/report/format_backlog.ts";
import { makeRemediationBacklog } from "../../../lib/report/make_remediation_backlog.ts";
import { failedGate, judgedFault, judgedGate } from "../../support/judged_gate.ts";
import { sampleFullVerdict } from "../../support/sample_verdict.ts";

/** Faults of few kinds and places, some of them excused. */
const FAULT = fc.record({
  code: fc.constantFrom("a", "b", "__proto__"),
  subject: fc.string(),
  message: fc.string(),
  place: fc.option(
    fc.record({
      path: fc.constantFrom("x", "y"),
      at: fc.option(fc.string(), { nil: null }),
    }),
    { nil: null },
  ),
  waivedBy: fc.constantFrom(null, "waivers[0]"),
});

/** A gate as a judgement leaves it: it fails exactly where a fault of it is not excused. */
const GATE: fc.Arbitrary<JudgedGate> = fc.record({
  id: fc.stringMatching(/^[a-z]{1,5}$/),
  faults: fc.array(FAULT, { maxLength: 6 }),
  blocking: fc.boolean(),
  isJudged: fc.boolean(),
  artifacts: fc.array(fc.string(), { maxLength: 2 }),
}).map(({ id, faults, blocking, isJudged, artifacts }) => {
  if (!isJudged) return judgedGate(id, { status: "not-judged", blocking });
  const isOpen = faults.some(({ waivedBy }) => waivedBy === null);
  const status = faults.length === 0 ? "pass" : isOpen ? "fail" : "waived";
  return failedGate(id, faults, { status, blocking, artifacts });
});

const VERDICT: fc.Arbitrary<FullVerdict> = fc.array(GATE, { maxLength: 8 })
  .map((gates) => sampleFullVerdict(gates));

Deno.test("makeRemediationBacklog() has entries exactly when a gate fails, each with what is to be done", () => {
  fc.assert(fc.property(VERDICT, (full) => {
    const failing = full.gates.filter(({ status }) => status === "fail");
    const { entries, summary } = RemediationBacklogJson.parse(makeRemediationBacklog(full));
    assertEquals(entries.length > 0, failing.length > 0);
    assertEquals(
      new Set(entries.map(({ gate }) => gate)),
      new Set(failing.map(({ head }) => head.id)),
    );
    assert(entries.every(({ command, remediation }) => command !== "" && remediation.length > 0));
    const open = failing.flatMap(({ faults }) =>
      faults.filter(({ waivedBy }) => waivedBy === null)
    );
    assertEquals([summary.entries, summary.faults], [entries.length, open.length]);
    assertEquals(formatBacklog(full).includes("Nothing to mend"), failing.length === 0);
  }));
});

Deno.test("makeRemediationBacklog() joins faults of one kind in one artifact", () => {
  const place = { path: "a.json", at: "/x" };
  const faults = [
    judgedFault("one", { place }),
    judgedFault("two", { place: { ...place, at: "/y" } }),
    judgedFault("three", { place: { ...place, path: "b.json" } }),
    judgedFault("excused", { place, waivedBy: "waivers[0]" }),
  ];
  const { entries } = makeRemediationBacklog(sampleFullVerdict([failedGate("g", faults)]));
  assertEquals(entries.map(({ artifact, faults, subjects }) => [artifact, faults, subjects]), [
    ["a.json", 2, ["one", "two"]],
    ["b.json", 1, ["three"]],
  ]);
});
