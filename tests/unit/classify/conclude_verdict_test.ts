import { assertEquals } from "@std/assert";
import { concludeVerdict } from "../../../lib/classify/conclude_verdict.ts";
import type { JudgedGate, VerdictMode } from "../../../lib/model/full_verdict.ts";
import { failedGate, judgedFault, judgedGate } from "../../support/judged_gate.ts";

const STRICT = { mode: "strict", rationale: null, expires: null, from: "default" } as const;
const BAD = failedGate("bad", [judgedFault("a")]);
const OPTIONAL = failedGate("optional", [judgedFault("a")], { blocking: false });
const GOOD = judgedGate("good");

function conclude(gates: readonly JudgedGate[], mode: VerdictMode = "full") {
  const { exitCode, why } = concludeVerdict({ mode, gates, promotion: STRICT });
  return `${exitCode} ${why}`;
}

Deno.test("concludeVerdict() fails where a gate fails that decides", () => {
  assertEquals(conclude([GOOD, judgedGate("b")]), "0 all 2 gates pass");
  assertEquals(conclude([GOOD]), "0 the one gate passes");
  assertEquals(conclude([GOOD, BAD]), "1 1 of 2 gates fails: bad");
  assertEquals(conclude([GOOD, OPTIONAL]), "0 1 gate passes, 1 that does not block fails");
  assertEquals(
    conclude([BAD, OPTIONAL]),
    "1 1 of 2 gates fails: bad; 1 more fails and does not decide",
  );
  assertEquals(
    conclude([judgedGate("w", { status: "waived" }), GOOD]),
    "0 1 gate passes, 1 is waived",
  );
});

Deno.test("concludeVerdict() lets every gate decide a certification", () => {
  assertEquals(conclude([GOOD, OPTIONAL], "certify"), "1 1 of 2 gates fails: optional");
});

Deno.test("concludeVerdict() says what a preflight left out and what a rollback takes back", () => {
  const left = judgedGate("late", { status: "not-judged" });
  assertEquals(conclude([BAD, left], "preflight"), "1 1 of 2 gates fails: bad; 1 was not judged");
  const promotion = { mode: "rollback", rationale: "r", expires: "2026-11-25", from: "f" } as const;
  const gates = [judgedGate("promotion"), { ...BAD, decides: false }];
  assertEquals(
    concludeVerdict({ mode: "full", gates, promotion }).why,
    "1 gate passes, 1 fails and does not decide (rollback until 2026-11-25)",
  );
});

Deno.test("concludeVerdict() names five and counts the rest", () => {
  const many = Array.from({ length: 8 }, (_, at) => failedGate(`g${at}`, [judgedFault("a")]));
  assertEquals(conclude(many), "1 8 of 8 gates fail: g0, g1, g2, g3, g4, and 3 more");
});
