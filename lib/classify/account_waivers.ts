import type {
  JudgedGate,
  QuarantineStanding,
  WaiverAccount,
  WaiverStatus,
} from "../model/full_verdict.ts";
import { dayNumber } from "../model/judge_waiver.ts";
import type { WaiverStanding } from "../model/judge_waiver.ts";

/** Subjects that an account names; all are counted. */
const MOST_NAMED = 100;

/** What each waiver did: it was used, or why it was not. */
export function accountWaivers(
  standings: readonly WaiverStanding[],
  gates: readonly JudgedGate[],
  gateIds: readonly string[],
): readonly WaiverAccount[] {
  const excused = new Map<string, string[]>();
  for (const { faults } of gates) {
    for (const { waivedBy, subject } of faults) {
      if (waivedBy === null) continue;
      const subjects = excused.get(waivedBy) ?? [];
      subjects.push(subject);
      excused.set(waivedBy, subjects);
    }
  }
  const isUsed = (name: string) => gates.some(({ waivers }) => waivers.includes(name));
  return standings.map((standing, index) => {
    const subjects = excused.get(`waivers[${index}]`) ?? [];
    return {
      index,
      entry: standing.entry,
      status: statusOf(standing, { isUsed: isUsed(`waivers[${index}]`), gates, gateIds }),
      problems: standing.faults,
      daysLeft: standing.daysLeft,
      excused: subjects.slice(0, MOST_NAMED),
      excusedCount: subjects.length,
    };
  });
}

interface Use {
  readonly isUsed: boolean;
  readonly gates: readonly JudgedGate[];
  readonly gateIds: readonly string[];
}

function statusOf(
  { entry, faults }: WaiverStanding,
  { isUsed, gates, gateIds }: Use,
): WaiverStatus {
  if (faults.some(({ code }) => code === "waiver_expired")) return "expired";
  if (entry === null || faults.length > 0) return "invalid";
  if (!gateIds.includes(entry.gate)) return "unknown-gate";
  if (isUsed) return "used";
  const judged = gates.find(({ head }) => head.id === entry.gate);
  return judged === undefined || judged.status === "not-judged" ? "not-judged" : "unused";
}

/** One entry of the quarantine, as the configuration has it. */
interface QuarantineInput {
  readonly id: string;
  readonly owner: string;
  readonly expires: string;
}

/** What a record tells of one entry of the quarantine. */
export interface RecordedQuarantine {
  readonly id: string;
  readonly matched: "yes" | "no" | "unknown";
}

/** What each entry of the quarantine is: expired, or used or unused where the newest record tells. */
export function accountQuarantine(
  entries: readonly QuarantineInput[],
  recorded: readonly RecordedQuarantine[],
  now: string,
): readonly QuarantineStanding[] {
  const told = new Map(recorded.map(({ id, matched }) => [id, matched]));
  const words = { yes: "used", no: "unused", unknown: "unknown" } as const;
  return entries.map(({ id, owner, expires }, index) => {
    const isExpired = dayNumber(expires) < dayNumber(now);
    const status = isExpired ? "expired" : words[told.get(id) ?? "unknown"];
    return { index, id, owner, expires, status };
  });
}
