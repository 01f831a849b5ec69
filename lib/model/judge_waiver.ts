import { checkSchema } from "./check_schema.ts";
import { WAIVER_DAYS, WAIVER_FIELDS, WaiverEntry } from "./waiver.ts";

const DAY_MS = 86_400_000;

/** Why a waiver or an entry of the quarantine excuses nothing, as a code and half a sentence. */
export interface WaiverFault {
  readonly code:
    | "invalid_waiver"
    | "waiver_expired"
    | "waiver_too_long"
    | "waiver_not_begun"
    | "renewal_too_late";
  readonly message: string;
}

/** What one entry of `waivers[]` is on a given day. */
export interface WaiverStanding {
  /** Null where it has not the shape of one. */
  readonly entry: WaiverEntry | null;
  /** None: it excuses what its scope means. */
  readonly faults: readonly WaiverFault[];
  /** Days that are left, today included; null where that cannot be told. */
  readonly daysLeft: number | null;
}

/** Judges one entry of `waivers[]` by the day of `now` (ISO 8601 UTC); it may be anything. */
export function judgeWaiver(value: unknown, now: string): WaiverStanding {
  const missing = findMissing(value);
  if (missing.length > 0) return invalid(`it has no ${listed(missing)}`);
  const checked = checkSchema(WaiverEntry, value);
  if (!checked.ok) return invalid(checked.error);
  const entry = checked.value;
  const days = [entry.created, entry.expires, ...entry.renewed ? [entry.renewed] : []];
  const odd = days.find((day) => !isDay(day));
  if (odd !== undefined) return invalid(`${JSON.stringify(odd)} is not a day of the calendar`);
  return {
    entry,
    faults: judgeDays(entry, dayNumber(now)),
    daysLeft: dayNumber(entry.expires) - dayNumber(now) + 1,
  };
}

/** True for a text of digits that is also a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
}

/** Days since 1970 of a day or of a time, in UTC. */
export function dayNumber(text: string): number {
  return Math.floor(Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text) / DAY_MS);
}

function judgeDays(entry: WaiverEntry, today: number): readonly WaiverFault[] {
  const { created, expires, renewed } = entry;
  const [first, last] = [dayNumber(created), dayNumber(expires)];
  const from = renewed === undefined ? first : dayNumber(renewed);
  const since = renewed === undefined ? `created, ${created}` : `renewed, ${renewed}`;
  const isLate = renewed !== undefined && (from < first || from > first + WAIVER_DAYS);
  const faults: (WaiverFault | null)[] = [
    last < first ? fault("invalid_waiver", `it expires (${expires}) before ${created}`) : null,
    Math.max(first, from) > today ? fault("waiver_not_begun", `${since}, has not come yet`) : null,
    isLate
      ? fault(
        "renewal_too_late",
        `it was renewed on ${renewed}, which is not within ${WAIVER_DAYS} days from ${created}`,
      )
      : null,
    last - from > WAIVER_DAYS
      ? fault(
        "waiver_too_long",
        `it lasts ${last - from} days from ${since}; at most ${WAIVER_DAYS} are allowed`,
      )
      : null,
    last < today ? fault("waiver_expired", `its last day was ${expires}`) : null,
  ];
  return faults.filter((one) => one !== null);
}

function fault(code: WaiverFault["code"], message: string): WaiverFault {
  return { code, message };
}

function invalid(message: string): WaiverStanding {
  return { entry: null, faults: [{ code: "invalid_waiver", message }], daysLeft: null };
}

function findMissing(value: unknown): readonly string[] {
  const has = (key: string) =>
    typeof value === "object" && value !== null && Object.hasOwn(value, key);
  return WAIVER_FIELDS.filter((field) => !has(field));
}

/** `a`, `a and b`, `a, b and c`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
