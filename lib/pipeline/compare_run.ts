import type { TriageAccount } from "../model/triage.ts";
import type { RecordParts } from "./assemble_record.ts";
import type { Interrupts } from "./listen_for_interrupts.ts";
import type { TriageRequest } from "./triage_run.ts";

/** What a run may be compared with. */
export interface CompareOptions {
  readonly triage?: TriageRequest;
  readonly interrupts: Interrupts;
}

/** What is new in a run since its baseline, null without one; what does it is loaded only then. */
export async function compareRun(
  over: Pick<RecordParts, "session" | "suites" | "fallback">,
  { triage, interrupts }: CompareOptions,
): Promise<TriageAccount | null> {
  if (triage === undefined) return null;
  const { triageRun } = await import("./triage_run.ts");
  const { host, plan, run } = over.session;
  const isInterrupted = interrupts.first() !== null;
  return await triageRun(host, { ...over, plan, folder: run.path, isInterrupted }, triage);
}
