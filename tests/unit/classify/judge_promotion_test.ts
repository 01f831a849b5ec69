import { assertEquals } from "@std/assert";
import { judgePromotion, PROMOTION_CODES } from "../../../lib/classify/judge_promotion.ts";

const NOW = "2026-11-20T12:00:00.000Z";

function found(changes: Record<string, unknown>): readonly string[] {
  const promotion = {
    ...{ mode: "rollback" as const, rationale: "mirror down", expires: "2026-11-20", from: "f" },
    ...changes,
  };
  const faults = judgePromotion(promotion, NOW);
  for (const { code } of faults) assertEquals(Object.hasOwn(PROMOTION_CODES, code), true, code);
  return faults.map(({ code, message }) => `${code}: ${message}`);
}

Deno.test("judgePromotion() takes a rollback to the end of its last day", () => {
  assertEquals(found({}), []);
  assertEquals(found({ expires: "2026-12-03" }), []);
  assertEquals(found({ expires: "2026-11-20T12:00:01Z" }), []);
  assertEquals(found({ mode: "strict", rationale: null, expires: null }), []);
});

Deno.test("judgePromotion() refuses one that is over, too long, or without its reason or end", () => {
  assertEquals(found({ expires: "2026-11-19" }), [
    "rollback_expired: the rollback ended: 2026-11-19 is over",
  ]);
  assertEquals(found({ expires: "2026-11-20T12:00:00Z" })[0]?.startsWith("rollback_expired"), true);
  assertEquals(found({ expires: "2026-12-04" }), [
    "rollback_too_long: the rollback is to last 15 more days; at most 14 are allowed",
  ]);
  assertEquals(found({ rationale: " ", expires: null }), [
    "rollback_incomplete: the rollback (f) has no rationale and no end",
  ]);
  assertEquals(found({ expires: "2026-02-30" })[0]?.startsWith("bad_expiry"), true);
  assertEquals(found({ expires: "tomorrow" })[0]?.startsWith("bad_expiry"), true);
});
