import { err, ok, type Result } from "./result.ts";

const UNITS_MS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
};
const SPELLING =
  /^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;
/** Longest wait that a timer of the runtime can hold, in milliseconds: a little under 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

/** Milliseconds of a number of seconds or of a text such as `90s`, `10m`, `1h30m`, `250ms`. */
export function parseDuration(value: string | number): Result<number, string> {
  const text = String(value).trim();
  const exact = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : sumOfUnits(text);
  if (exact === null) {
    return err(`"${value}" is not a duration; write seconds, or a text such as 90s, 10m, 1h30m`);
  }
  const ms = Math.round(exact);
  if (ms < 1) return err(`"${value}" is no time at all; it must be at least one millisecond`);
  if (ms > LONGEST_MS) return err(`"${value}" is longer than 24 days`);
  return ok(ms);
}

function sumOfUnits(text: string): number | null {
  const match = SPELLING.exec(text.toLowerCase());
  if (text === "" || match === null) return null;
  return Object.values(UNITS_MS)
    .reduce((sum, factor, index) => sum + Number(match[index + 1] ?? 0) * factor, 0);
}

/** The shortest text that reads back to exactly these milliseconds: `30m`, `1h30m`, `250ms`. */
export function spellDuration(ms: number): string {
  let left = ms;
  let text = "";
  for (const [unit, factor] of Object.entries(UNITS_MS)) {
    if (unit === "d") continue;
    const count = Math.floor(left / factor);
    if (count > 0) text += `${count}${unit}`;
    left -= count * factor;
  }
  return text === "" ? "0s" : text;
}
