import * as z from "zod";

/** What we do to containers, noted before it is done: engines do not say who asked for something. */
export const JOURNAL_ACTIONS = [
  "create",
  "start",
  "stop",
  "kill",
  "remove",
  "revoke",
  "kill-processes",
] as const;
export type JournalAction = typeof JOURNAL_ACTIONS[number];

/** One line of `journal.jsonl`: an intent before the act, or how the act ended. */
export const JournalLine = z.object({
  at: z.iso.datetime(),
  monotonic_ms: z.number().describe("by our own clock; only differences mean something"),
  phase: z.enum(["intent", "done", "failed"]),
  action: z.enum(JOURNAL_ACTIONS),
  suite: z.string(),
  attempt: z.int().positive(),
  container: z.string().describe("name; the id is in exit.json"),
  why: z.string().describe('why it is done, or what went wrong; "" where the action says it'),
});
export type JournalLine = z.infer<typeof JournalLine>;
