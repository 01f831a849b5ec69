import type { FullVerdict, WaiverAccount, WaiverStatus } from "../model/full_verdict.ts";
import type { WaiverAuditJson } from "../model/waiver_audit_json.ts";

/** `waiver_audit.json` of a verdict. */
export function makeWaiverAudit(full: FullVerdict): WaiverAuditJson {
  const many = (...words: readonly WaiverStatus[]) =>
    full.waivers.filter(({ status }) => words.includes(status)).length;
  return {
    schema: "qa.waiver_audit.v1",
    verdict_id: full.verdictId,
    generated_at: full.generatedAt,
    counts: {
      total: full.waivers.length,
      used: many("used"),
      unused: many("unused", "unknown-gate"),
      expired: many("expired"),
      invalid: many("invalid"),
    },
    waivers: full.waivers.map(waiverJson),
    quarantine: full.quarantine.map((entry) => ({ ...entry })),
  };
}

function waiverJson(account: WaiverAccount): WaiverAuditJson["waivers"][number] {
  const { entry } = account;
  return {
    index: account.index,
    status: account.status,
    gate: entry?.gate ?? null,
    owner: entry?.owner ?? null,
    reason: entry?.reason ?? null,
    issue: entry?.issue ?? null,
    scope: entry?.scope ?? null,
    created: entry?.created ?? null,
    expires: entry?.expires ?? null,
    renewed: entry?.renewed ?? null,
    days_left: account.daysLeft,
    problems: account.problems.map((problem) => ({ ...problem })),
    excused: account.excusedCount,
    subjects: [...account.excused],
  };
}
