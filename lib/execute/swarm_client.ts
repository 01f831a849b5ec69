import type { Host, RunningProcess } from "../host/host.ts";
import type { Command } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { markOf } from "./marked_groups.ts";

/** How a swarm is asked, and how long things may take. */
export interface SwarmOptions {
  readonly dockerBin: string;
  /** Absolute private folder; scripts stand there until the swarm has them. */
  readonly folder: string;
  /** Added to the environment of the client: which engine it talks to. */
  readonly env?: Readonly<Record<string, string>>;
  readonly times?: Partial<SwarmTimes>;
}

/** Bounds, in milliseconds. */
export interface SwarmTimes {
  readonly poll: number;
  /** A node that is down for so long is lost: a shorter cut of its link is none. */
  readonly nodeLost: number;
  /** For a node that suits a task, while nothing of ours runs. */
  readonly patience: number;
  /** For a node to start a task: it may have to pull the image. */
  readonly start: number;
  /** For a manager that does not answer. */
  readonly manager: number;
}

/** Bounds of a swarm unless told otherwise. */
export const SWARM_TIMES: SwarmTimes = {
  poll: 300,
  nodeLost: 10_000,
  patience: 30_000,
  start: 15 * 60_000,
  manager: 60_000,
};

/** The client of a swarm's manager. */
export interface SwarmClient {
  readonly host: Host;
  readonly bin: string;
  readonly folder: string;
  readonly times: SwarmTimes;
  run<T>(command: Command<T>, signal?: AbortSignal): Promise<Result<T, Problem>>;
  /** Null when it cannot be started. */
  start(argv: readonly string[]): RunningProcess | null;
}

/** Opens the client; nothing is asked yet. */
export function openSwarmClient(host: Host, options: SwarmOptions): SwarmClient {
  const { dockerBin, folder, env = {}, times = {} } = options;
  return {
    host,
    bin: dockerBin,
    folder,
    times: { ...SWARM_TIMES, ...times },
    run: async (command, signal) => {
      const { result } = await host.run(command, {
        env,
        maxBytes: 32 * 1024 ** 2,
        ...(signal === undefined ? {} : { signal }),
      });
      return result;
    },
    start: (argv) => {
      const started = host.start({
        argv,
        cwd: host.machine.cwd,
        env: { ...markOf(host), ...env },
      });
      return started.ok ? started.value : null;
    },
  };
}

/** What a problem of an engine says, in one line. */
export function wordsOf(problem: Problem): string {
  return "detail" in problem ? problem.detail : problem.message;
}
