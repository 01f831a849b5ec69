import type { RemoteOptions } from "./remote_engine.ts";
import type { ShardKind } from "./shard_kind.ts";

/** Where the containers of another machine have the project from: their image, or a mount of the same path. */
export const WORKSPACES = ["image", "mount"] as const;
export type Workspace = typeof WORKSPACES[number];

/** Engines that run a plan on several machines. */
export const REMOTE_ENGINES = ["swarm", "kubernetes"] as const;
export type RemoteEngineName = typeof REMOTE_ENGINES[number];

/** How a whole plan is run on several machines. */
export interface RemoteRequest extends RemoteOptions {
  readonly engine: RemoteEngineName;
  readonly kind: ShardKind;
  /** Shards that begin at once; null: one for each node. */
  readonly total: number | null;
  /** Tasks at once; null: as many as there are shards. */
  readonly parallelism: number | null;
  readonly workspace: Workspace;
  /** How often a shard that was lost is run again; a failing test never is. */
  readonly retries: number;
  readonly placement: readonly string[];
  /** As of a shard: what the parts are balanced by. */
  readonly durations?: string;
}
