import * as z from "zod";

const Day = (what: string) =>
  z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a day written as YYYY-MM-DD").describe(what);
const sayUnknown = (keys: readonly string[]) => `a waiver has no field ${keys.join(", ")}`;
const Words = (what: string) =>
  z.string().trim().min(1, "it is empty").max(1000, "it is longer than 1000 characters")
    .describe(what);

/** The fields that every waiver must have. */
export const WAIVER_FIELDS = [
  "gate",
  "owner",
  "reason",
  "issue",
  "scope",
  "created",
  "expires",
] as const;

/** Most days from the first to the last day of a waiver, and of its one renewal. */
export const WAIVER_DAYS = 30;

/** One entry of `waivers[]`: which faults of which gate are excused, by whom, why, and until when. */
export const WaiverEntry = z.strictObject({
  gate: Words("id of the gate whose faults it excuses"),
  owner: Words("who ends it"),
  reason: Words("why the faults may stand for now"),
  issue: Words("where it is worked on"),
  scope: Words("* for the whole gate, or a pattern over what its faults are about, such as src/*"),
  created: Day("first day, YYYY-MM-DD in UTC"),
  expires: Day(
    `last day, at most ${WAIVER_DAYS} days after created, or after renewed where that is given`,
  ),
  renewed: Day("day of its one renewal, between created and 30 days later").optional(),
}, { error: (issue) => issue.code === "unrecognized_keys" ? sayUnknown(issue.keys) : undefined });
export type WaiverEntry = z.infer<typeof WaiverEntry>;
