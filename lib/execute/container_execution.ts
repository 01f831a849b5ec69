import type { Redactor } from "../formats/redactor.ts";
import type { CgroupCounters, ContainerProcesses } from "../model/observation.ts";
import type { ContainerRequest } from "./container_request.ts";
import type { Journal, JournalSubject } from "./journal.ts";
import type { LiveCounters } from "./count_stream.ts";
import type { EngineEvents } from "./watch_events.ts";

/** Everything one container execution needs from the run it belongs to. */
export interface ContainerExecution {
  readonly request: ContainerRequest;
  /** Absolute folder for this execution's files, and its name relative to the run's folder. */
  readonly folder: string;
  readonly label: string;
  readonly nonce: string;
  readonly stdout: LiveCounters;
  readonly stderr: LiveCounters;
  readonly redactor: Redactor;
  readonly events: EngineEvents;
  /** Aborted by an interrupt. */
  readonly cancel: AbortSignal;
  readonly warn: (message: string) => void;
  /** Told the id as soon as the container exists. */
  readonly onCreated: (containerId: string) => void;
  readonly journal: Journal;
  /** Whose container it is, as the journal names it. */
  readonly subject: JournalSubject;
  /** What the kernel says of the processes in the container, without asking the engine. */
  readonly processes: (containerId: string) => Promise<ContainerProcesses>;
  /** Reads the control group's counters while the container lives; resolves to the last sample. */
  readonly sample: (containerId: string, until: AbortSignal) => Promise<CgroupCounters | null>;
  /** What is still to be seen of a container before its deadline ends it; it never throws and has bounds of its own. */
  readonly beforeStop?: (containerId: string, over: AbortSignal) => Promise<void>;
}
