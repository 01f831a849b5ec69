import * as z from "zod";

/**
 * One line of `remote_events.jsonl`: what an engine of many machines has told, and what became of each
 * container. Further keys go with the type.
 */
export const RemoteEventLine = z.looseObject({
  schema: z.literal("qa.remote_event.v1"),
  at: z.iso.datetime(),
  ms: z.number().describe("monotonic milliseconds since the engine was ready"),
  type: z.enum(["job", "started", "ended", "notice", "reread", "life"]).describe(
    "job: tasks were handed over; life: what became of a container; reread: its output was asked for again",
  ),
  job: z.string().optional().describe("name of what was made on the engine"),
  task: z.int().nonnegative().optional(),
  life: z.string().optional().describe("the container or pod, as the engine calls it"),
  node: z.string().optional(),
  end: z.enum(["exited", "oom", "deadline", "node-lost", "rejected", "killed"]).nullable()
    .optional(),
  exit_code: z.int().nullable().optional().describe("as the engine says"),
  told_code: z.int().nullable().optional().describe("as the script said at its end"),
  use: z.enum(["counts", "late", "lost"]).optional()
    .describe("counts: its results are in the record; late: another one's were already"),
  frames: z.int().nonnegative().optional(),
  faults: z.array(z.string()).optional().describe("why what came was not believed"),
});
