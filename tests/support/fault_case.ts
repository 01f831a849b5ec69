import type { Finding } from "../../lib/model/finding.ts";
import type { FallbackReason } from "../../lib/model/verdict.ts";
import type { FaultRule } from "./engine_proxy_faults.ts";

/** Where a case plays: what breaks an engine has one of its own. */
export interface FaultEngine {
  /** Further arguments of an engine of its own; the machine's engine unless said. */
  readonly own?: readonly string[];
  /** Bytes that the own engine's disk holds, as `mount -o size=` takes them. */
  readonly disk?: string;
  /** Faults of a proxy in front of it. */
  readonly rules?: readonly FaultRule[];
}

/** What a case may touch while a driver runs it. */
export interface FaultScene {
  /** Absolute folder of the project, mounted in the container. */
  readonly root: string;
  /** Calls docker on the real engine, around a proxy; an error of docker is for the caller. */
  docker(...argv: readonly string[]): Promise<string>;
  /** Ids of the driver's containers, ended ones included. */
  containers(): Promise<readonly string[]>;
  /** Process ids of the docker clients that the driver has running. */
  clients(): Promise<readonly number[]>;
  /** Signals the engine's own process, or its containerd; only for an engine of its own. */
  signalEngine(signal: Deno.Signal, part?: "dockerd" | "containerd"): Promise<void>;
  /** Starts an engine again that was ended, as a service manager would. */
  restartEngine(): Promise<void>;
}

/** What is right for a case. */
export interface FaultExpectation {
  /** Verdicts, or `exit 2` where nothing is run at all. */
  readonly verdicts: readonly string[];
  /** Reasons for the failsafe, one of which must be told. */
  readonly reasons?: readonly FallbackReason[];
  /** Classes of root cause, one of which must be found. */
  readonly classes?: readonly Finding["class"][];
}

/** One row of the catalogue of faults. */
export interface FaultCase {
  /** Number in the catalogue, with a letter for its variants. */
  readonly id: string;
  readonly title: string;
  readonly engine?: FaultEngine;
  /** What the suite in the container is in truth; `unproven`: it has not run its tests to their end. */
  readonly truth: "green" | "red" | "unproven";
  /** Shell words that run in the project; `stamp` is defined, and `: >ready` lets the fault come. */
  readonly script?: string;
  /** The command instead of a script. */
  readonly command?: readonly string[];
  /** pytest over the files instead of a command, in the image that has it. */
  readonly pytest?: readonly string[];
  readonly python?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  /** Keys of the `container` section. */
  readonly container?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the driver. */
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds; 20 unless said. */
  readonly timeoutS?: number;
  /** Done before the driver starts. */
  readonly before?: (scene: FaultScene) => Promise<unknown>;
  /** Done when the suite has made the file `ready`. */
  readonly inject?: (scene: FaultScene) => Promise<unknown>;
  /** Done after the driver's end, to mend what was broken. */
  readonly after?: (scene: FaultScene) => Promise<unknown>;
  /** Standard output of the suite, to the byte, when its loss is what the case is about. */
  readonly output?: string;
  readonly expects: FaultExpectation;
  /** The driver ends within this; 60 s unless said. */
  readonly boundMs?: number;
  /** True for the part that every run of the tests goes through. */
  readonly isCommon?: boolean;
}
