import type { Quarantine } from "../classify/apply_quarantine.ts";
import type { EngineEvents } from "../execute/watch_events.ts";
import type { ReadyImage } from "../execute/container_request.ts";
import type { Journal } from "../execute/journal.ts";
import type { LiveCounters } from "../execute/count_stream.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { Plan, ReportFormat } from "../model/plan.ts";
import type { ReportReader } from "../model/report_reading.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import type { RunEvent } from "../model/run_event.ts";
import type { RunnerRow } from "../model/runner.ts";
import type { SignatureRow } from "../model/signature.ts";
import type { Fallback } from "../model/verdict.ts";
import type { TestsPlace } from "../observe/follow_tests.ts";
import type { ShardedPlan } from "../plan/plan_shards.ts";
import type { RunFolder } from "../write/open_run.ts";
import type { loadEngine } from "./engine_table.ts";
import type { Deadline } from "./open_deadline.ts";
import type { RemoteSession } from "./remote_session.ts";

/** What a gate is given by its script: the tables, so that the pipeline itself knows no tool. */
export interface GateTables {
  readonly runners: readonly RunnerRow[];
  readonly readers: Readonly<Record<ReportFormat, () => Promise<ReportReader>>>;
  /** What failures are recognised by, loaded only where something failed; absent: nothing is. */
  readonly signatures?: () => Promise<readonly SignatureRow[]>;
  /** Opens an engine of many machines; the built-in ones where absent. */
  readonly openEngine?: typeof loadEngine;
}

/** A running suite as a live view sees it. */
export interface SuiteProgress {
  readonly startedMs: number;
  readonly stdout: LiveCounters;
  readonly stderr: LiveCounters;
  /** Where its tests are told while they run; absent where its tool tells nothing before its end. */
  readonly tests?: TestsPlace;
}

/** Everything the parts of one run share. */
export interface GateSession {
  readonly host: Host;
  readonly plan: Plan;
  readonly tables: GateTables;
  readonly run: RunFolder;
  readonly redactor: Redactor;
  readonly events: EngineEvents;
  /** Images by reference: ready, or why this one cannot be used; empty without an engine. */
  readonly images: ReadonlyMap<string, ImageState>;
  /** Tag of the image that this project builds. */
  readonly buildTag: string;
  /** Proof that a container sees the project: a file below the root; null without an engine. */
  readonly nonce: Nonce | null;
  /** Aborted by the first interrupt. */
  readonly cancel: AbortSignal;
  /** Of the whole run. */
  readonly deadline: Deadline;
  readonly quarantine: Quarantine;
  readonly emit: (event: RunEvent) => void;
  readonly warn: (message: string) => void;
  /** Running suites by name. */
  readonly progress: Map<string, SuiteProgress>;
  /** Process groups of local suites, ended at once by a second interrupt. */
  readonly groups: Set<number>;
  /** What we do to containers, noted before it is done. */
  readonly journal: Journal;
  /** Ids of containers whose removal has begun. */
  readonly removed: Set<string>;
  /** Suites whose containers may still be running although they were given up. */
  readonly unfenced: Set<string>;
  /** Ids of containers that exist, removed at once by a second interrupt. */
  readonly containers: Set<string>;
  /** Told when a container is made, before it is started. */
  readonly onContainer?: () => void;
  /** Work that may go on while others run, and that must be over before the run is: removals. */
  readonly pending: Promise<unknown>[];
  /** Aborted when the last suite has ended. */
  readonly suitesDone: AbortController;
  /** What all shards run, where this run is one of them. */
  readonly dealt?: ShardedPlan;
  /** Set where everything runs on several machines. */
  readonly remote?: RemoteSession;
  /** Set once the engine itself is given up; later suites then go straight to the failsafe. */
  engineLost: Fallback | null;
  /** Set once the engine refused what the user asked for: nothing more is started, nothing falls back. */
  refused: Problem | null;
}

/** An image that is ready, or the reason why what needs it cannot run in a container. */
export type ImageState = Result<ReadyImage, Fallback>;

/** A value written to a file below the root, read back through a container's mount. */
export interface Nonce {
  readonly value: string;
  /** Relative to the root. */
  readonly path: string;
}
