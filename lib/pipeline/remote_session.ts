import type { TaskNote } from "../execute/run_tasks.ts";
import type { RemoteEngine, RemoteReadiness } from "../model/remote_engine.ts";
import type { RemoteRequest } from "../model/remote_plan.ts";

/** What a run on several machines has beside its session. */
export interface RemoteSession {
  readonly engine: RemoteEngine;
  readonly request: RemoteRequest;
  readonly readiness: RemoteReadiness;
  /** Proves that a task is ours; with a mounted workspace it is read through that. */
  readonly nonce: string;
  /** Writes down what happened; `remote_events.jsonl`. */
  readonly note: (event: TaskNote) => void;
  /** Waits until all of that is in the file. */
  readonly close: () => Promise<void>;
}

/** An engine of many machines that answered. */
export interface ReadyRemote {
  readonly engine: RemoteEngine;
  readonly request: RemoteRequest;
  readonly readiness: RemoteReadiness;
}
