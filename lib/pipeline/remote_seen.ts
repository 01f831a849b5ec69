import type { TasksEnd } from "../execute/run_tasks.ts";
import type { RemoteJson } from "../model/remote_json.ts";
import type { Execution, NotChecked, SuiteRecord } from "../model/run_record.ts";
import type { RemoteDeal } from "./deal_remotely.ts";

/** One suite of one task, over. */
export interface TaskPiece {
  readonly task: number;
  readonly suite: string;
  /** Null where it was not begun. */
  readonly execution: Execution | null;
  readonly why: string;
}

/** What several machines came to: every suite, what was not checked, and where it comes from. */
export interface RemoteRun {
  readonly suites: readonly SuiteRecord[];
  readonly notChecked: readonly NotChecked[];
  /** How the plan was divided, one sentence each. */
  readonly notes: readonly string[];
  /** Null where nothing was begun. */
  readonly remote: RemoteJson | null;
}

/** What is seen of tasks while they run. */
export interface RemoteSeen {
  readonly pieces: TaskPiece[];
  /** Lives of each task, and the node of the one that counts. */
  readonly lives: Map<number, Set<string>>;
  readonly counted: Map<number, string>;
  readonly jobs: string[];
  /** Monotonic milliseconds. */
  firstStartMs: number | null;
}

/** What the tasks of a run came to. */
export interface TasksToJoin {
  readonly deal: RemoteDeal;
  readonly seen: RemoteSeen;
  readonly end: TasksEnd;
  readonly times: Pick<RemoteJson["times"], "plan_ms" | "first_start_ms" | "run_ms">;
  /** An interrupt, the deadline or a failure has ended it. */
  readonly isStopped: boolean;
}

/** What is known once all is joined. */
export interface JoinedProof {
  readonly completeness: RemoteJson["completeness"];
  readonly lost: RemoteJson["lost"];
  readonly joinMs: number;
}
