import * as z from "zod";
import { parseDuration } from "../../model/duration.ts";

const LONGEST_MS = 600_000;

/** Shape of the longest time that a program of a gate may take: at most ten minutes. */
export const TimeoutText = z.string().max(20).refine((text) => {
  const parsed = parseDuration(text);
  return parsed.ok && parsed.value <= LONGEST_MS;
}, "write a duration of at most ten minutes, such as 60s or 5m");

/** Milliseconds of such a text. */
export function timeoutMs(text: string): number {
  const parsed = parseDuration(text);
  return parsed.ok ? Math.min(parsed.value, LONGEST_MS) : LONGEST_MS;
}
