import type { SuiteRecord } from "../model/run_record.ts";
import { cleanLine } from "./clean_terminal.ts";
import { digestPath } from "./diagnosis_of.ts";

/** The first thing a language model says of a suite's failure, as its own; null where it said nothing. */
export function describeOpinion({ name, diagnosis }: SuiteRecord): string | null {
  const opinion = diagnosis?.opinion;
  if (opinion === undefined) return null;
  const model = cleanLine(opinion.said_by);
  const [first] = opinion.claims;
  const words = opinion.status === "explained" && first !== undefined
    ? cleanLine(first.claim)
    : "more information needed";
  return `${model} thinks (it decides nothing): ${words}; see ${digestPath(name)}`;
}
