import * as z from "zod";
import { MATCHED_MAX, refusePattern } from "./refuse_pattern.ts";

/** Lines of an output that a pattern is held against, the first ones. */
const LINES_MAX = 20_000;

/** Shape of a regular expression that is held against every line, and takes little time over it. */
export const LinePattern = z.string().min(1).max(500).superRefine((source, context) => {
  const why = refusePattern(source);
  if (why !== null) context.addIssue({ code: "custom", message: why });
});

/** True when a line of the text matches; of a longer one its first `MATCHED_MAX` characters count. */
export function matchesLine(source: string, text: string): boolean {
  const pattern = new RegExp(source, "u");
  return text.split(/\r?\n/, LINES_MAX).some((line) => pattern.test(line.slice(0, MATCHED_MAX)));
}
