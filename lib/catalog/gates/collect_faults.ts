import type { GateFault, GateJudgement } from "../../model/gate.ts";
import { countOf, tellWhole } from "./tell_value.ts";

/** Faults that are told one by one; the count is of all. */
export const FAULTS_LISTED = 200;

/** The code that every kind has which collects its faults. */
export const COLLECT_CODES = {
  more_faults:
    `Mend those that are listed and judge again: only the first ${FAULTS_LISTED} faults are told one by one`,
} as const;

/** Faults as they are found. */
export interface FaultCollection {
  readonly add: (fault: GateFault | null) => void;
  /** How many there are, those beyond the listed ones too. */
  readonly count: () => number;
  /**
   * The judgement: `proved` is its sentence when nothing was found. A fault of its own stands for what
   * is not listed, so that waivers of all listed ones do not excuse the rest.
   */
  readonly conclude: (rest: ConcludedJudgement) => GateJudgement;
}

/** What a judgement says beside its faults. */
export interface ConcludedJudgement extends Omit<GateJudgement, "faults" | "detail"> {
  readonly proved: string;
}

/** Collects the faults of one gate: all are counted, and as many are kept as a person reads. */
export function collectFaults(): FaultCollection {
  const kept: GateFault[] = [];
  let count = 0;
  return {
    add: (fault) => {
      // Two looks at the same thing may find the same fault.
      if (fault === null || kept.some((one) => isSame(one, fault))) return;
      count++;
      if (kept.length < FAULTS_LISTED) kept.push(fault);
    },
    count: () => count,
    conclude: ({ proved, measures, artifacts, ...rest }) => ({
      faults: count > kept.length ? [...kept, moreFaults(count - kept.length)] : kept,
      detail: count === 0 ? proved : sumUp(kept, count),
      artifacts: [...new Set(artifacts)],
      measures: { ...measures, faults: count },
      ...rest,
    }),
  };
}

function isSame(one: GateFault, other: GateFault): boolean {
  return one.code === other.code && one.subject === other.subject && one.message === other.message;
}

function sumUp([first]: readonly GateFault[], count: number): string {
  const sentence = first?.message ?? "";
  return count === 1 ? sentence : `${countOf(count, "fault")}; the first: ${sentence}`;
}

function moreFaults(count: number): GateFault {
  const message = `${count} more faults are not listed; only the first ${FAULTS_LISTED} are`;
  return { code: "more_faults", subject: "*", message, place: null };
}

/** A fault whose subject, which waivers are matched with, is cleaned: it may be a stranger's text. */
export function makeFault(
  code: string,
  subject: string,
  message: string,
  place: GateFault["place"] = null,
): GateFault {
  return { code, subject: tellWhole(subject), message, place };
}
