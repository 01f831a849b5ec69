import type { Plan } from "../model/plan.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { SuiteProgress } from "./gate_session.ts";

/** How a run shows itself while it goes on. */
export interface ShowOptions {
  /** `live`: a block that redraws itself; `lines`: one line for each event; `quiet`: nothing. */
  readonly style: "live" | "lines" | "quiet";
  readonly color: boolean;
  /** Where it is shown. */
  readonly write: (text: string) => void;
  /** What is run, for what earlier runs tell of how long that takes; absent where nobody is to look. */
  readonly plan?: Pick<Plan, "history" | "outputs" | "jobs">;
}

/** The display of one run. */
export interface GateDisplay {
  show(event: RunEvent): void;
  watch(progress: ReadonlyMap<string, SuiteProgress>): void;
  /** Draws the live block for the last time; it stays. */
  close(): Promise<void>;
}
