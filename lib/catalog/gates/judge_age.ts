import * as z from "zod";
import { parseDuration } from "../../model/duration.ts";
import type { GateFault, ReadFacts } from "../../model/gate.ts";
import { formatDuration } from "../../report/format_duration.ts";
import { makeFault } from "./collect_faults.ts";
import { PointerText, valueAt } from "./match_pointer.ts";
import { tellValue } from "./tell_value.ts";

const DAY_MS = 86_400_000;
/** Clocks of two machines differ. */
const AHEAD_MS = 5 * 60_000;
const DATED =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;

/** Shape of the longest age of something: `90s`, `10m`, `1h30m`, and whole days up to ten years. */
export const AgeText = z.string().refine((text) => ageMs(text) !== null, {
  message: "write an age, such as 30m, 24h or 30d",
});

/** The fields of an entry that bound the age of what it reads. */
export const AGE_FIELDS = {
  max_age: AgeText.optional()
    .describe("how old it may be, such as 24h or 30d; not bounded unless said"),
  generated_at: PointerText.optional()
    .describe(
      "JSON pointer to the field that says when it was made (ISO 8601 with a zone); the time of " +
        "the file itself unless said. A copy or a checkout makes files young: name the field where there is one",
    ),
} as const;

/** The codes of everything whose age is judged. */
export const AGE_CODES = {
  stale_artifact: "Make the artifact anew with the command of the gate, then judge again",
  future_timestamp:
    "Set the clock of the machine that made the artifact right, and make the artifact anew",
  unknown_age: "Let whatever makes the artifact write when it did, as ISO 8601 with a zone",
} as const;

/** Milliseconds of an age; null for a text that is none. */
export function ageMs(text: string): number | null {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined) {
    return Number(days) >= 1 && Number(days) <= 3660 ? Number(days) * DAY_MS : null;
  }
  const parsed = parseDuration(text);
  return parsed.ok ? parsed.value : null;
}

/** What the age of something is judged by. */
export interface AgeQuestion {
  readonly path: string;
  readonly value: unknown;
  readonly facts: Pick<ReadFacts, "modifiedAt">;
  readonly now: string;
  readonly max_age?: string | undefined;
  readonly generated_at?: string | undefined;
}

/** Null for what is young enough, or where nothing bounds its age and no field tells it. */
export function judgeAge(question: AgeQuestion): GateFault | null {
  const { path, value, facts, generated_at, max_age } = question;
  if (generated_at === undefined) {
    return max_age === undefined ? null : judgeMoment(question, facts.modifiedAt, null);
  }
  return judgeMoment({ ...question, path }, valueAt(value, generated_at), generated_at);
}

/** Judges one moment: ISO 8601, not ahead of now, and not older than the bound, where there is one. */
export function judgeMoment(
  { path, now, max_age }: Pick<AgeQuestion, "path" | "now" | "max_age">,
  told: unknown,
  at: string | null,
): GateFault | null {
  const place = { path, at };
  const moment = readMoment(told);
  if (moment === null) {
    const source = at === null ? "when it was made is not known" : `${at} is ${tellValue(told)}`;
    const message = `${path}: ${source}, where a moment in ISO 8601 with a zone is wanted`;
    return makeFault("unknown_age", path, message, place);
  }
  const age = Date.parse(now) - moment;
  if (age < -AHEAD_MS) {
    const message = `${path} says it was made at ${tellValue(told)}, which is after now, ${now}`;
    return makeFault("future_timestamp", path, message, place);
  }
  const bound = max_age === undefined ? null : ageMs(max_age);
  if (bound === null || age <= bound) return null;
  const message = `${path} is ${tellAge(age)} old; at most ${max_age} is wanted`;
  return makeFault("stale_artifact", path, message, place);
}

/** Milliseconds of a moment that a stranger told: with a zone, or a day in UTC; null for all else. */
export function readMoment(told: unknown): number | null {
  if (typeof told !== "string" || !DATED.test(told)) return null;
  const ms = Date.parse(told);
  return Number.isNaN(ms) ? null : ms;
}

function tellAge(ms: number): string {
  return ms >= 2 * DAY_MS ? `${Math.floor(ms / DAY_MS)} days` : formatDuration(ms);
}
