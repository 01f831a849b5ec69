import type { GateFault } from "../model/gate.ts";
import { isDay } from "../model/judge_waiver.ts";
import type { Promotion } from "../model/verdict_input.ts";

/** Most days from now to the end of a rollback: it is a short-lived emergency control. */
export const ROLLBACK_DAYS = 14;

const DAY_MS = 86_400_000;

/** What each fault of a promotion asks for. */
export const PROMOTION_CODES: Readonly<Record<string, string>> = {
  rollback_incomplete:
    "Say why and until when: --rationale and --expires, or both in the section promotion of qa.jsonc.",
  rollback_expired: "Mend what fails and go back to strict; or decide anew, with a new end.",
  rollback_too_long: `End it within ${ROLLBACK_DAYS} days; it can be decided anew then.`,
  bad_expiry: "Write a day such as 2027-01-31, or a time such as 2027-01-31T12:00:00Z.",
};

/** Why a rollback is none, so that blocking gates decide; no fault for one in force, and for strict. */
export function judgePromotion(promotion: Promotion, now: string): readonly GateFault[] {
  const { mode, rationale, expires, from } = promotion;
  if (mode === "strict") return [];
  const missing = [
    ...(rationale ?? "").trim() === "" ? ["rationale"] : [],
    ...expires === null ? ["end"] : [],
  ];
  if (missing.length > 0 || expires === null) {
    return [
      fault("rollback_incomplete", `the rollback (${from}) has no ${missing.join(" and no ")}`),
    ];
  }
  const ends = endOf(expires);
  if (ends === null) {
    return [
      fault("bad_expiry", `the rollback ends at ${JSON.stringify(expires)}, which is no day`),
    ];
  }
  const leftMs = ends - Date.parse(now);
  if (leftMs <= 0) return [fault("rollback_expired", `the rollback ended: ${expires} is over`)];
  if (leftMs <= ROLLBACK_DAYS * DAY_MS) return [];
  const days = Math.ceil(leftMs / DAY_MS);
  const message = `the rollback is to last ${days} more days; at most ${ROLLBACK_DAYS} are allowed`;
  return [fault("rollback_too_long", message)];
}

/** Milliseconds since the epoch: of a time, or of the end of a day; null for neither. */
function endOf(expires: string): number | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(expires)) {
    return isDay(expires) ? Date.parse(`${expires}T00:00:00Z`) + DAY_MS : null;
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(expires)) {
    return null;
  }
  const time = Date.parse(expires);
  return Number.isFinite(time) ? time : null;
}

function fault(code: string, message: string): GateFault {
  return { code, subject: "promotion", message, place: null };
}
