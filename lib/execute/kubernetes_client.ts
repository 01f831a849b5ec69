import type { Host, RunningProcess } from "../host/host.ts";
import type { KubectlPlace } from "../kubectl/kubectl_calls.ts";
import type { Command } from "../model/command.ts";
import type { Problem } from "../model/problem.ts";
import type { Result } from "../model/result.ts";
import { markOf } from "./marked_groups.ts";

/** How a cluster is asked, and how long things may take. */
export interface KubernetesOptions {
  readonly kubectlBin: string;
  /** Null for kubectl's own choice. */
  readonly context: string | null;
  readonly namespace: string | null;
  /** Absolute private folder; the manifest stands there until the cluster has it. */
  readonly folder: string;
  /** Added to the environment of kubectl. */
  readonly env?: Readonly<Record<string, string>>;
  readonly times?: Partial<KubernetesTimes>;
}

/** Bounds, in milliseconds. */
export interface KubernetesTimes {
  readonly poll: number;
  /** For a node that takes a pod, while nothing of ours runs: one may have to be added. For a pod in place of a disrupted one, too. */
  readonly schedule: number;
  /** For an image or a container that cannot be had. */
  readonly stuck: number;
  /** For the last lines of an ended pod. */
  readonly lastLines: number;
  /** For a server that does not answer. */
  readonly server: number;
}

/** Bounds of a cluster unless told otherwise. */
export const KUBERNETES_TIMES: KubernetesTimes = {
  poll: 1_000,
  schedule: 5 * 60_000,
  stuck: 60_000,
  lastLines: 5_000,
  server: 60_000,
};

/** The user's own kubectl. */
export interface KubernetesClient {
  readonly host: Host;
  readonly place: KubectlPlace;
  readonly folder: string;
  readonly times: KubernetesTimes;
  run<T>(command: Command<T>, signal?: AbortSignal): Promise<Result<T, Problem>>;
  /** Null when it cannot be started. */
  start(argv: readonly string[]): RunningProcess | null;
}

/** A list of 10,000 pods is some 100 MB. */
const LIST_BYTES = 256 * 1024 ** 2;

/** Opens the client; nothing is asked yet. */
export function openKubernetesClient(host: Host, options: KubernetesOptions): KubernetesClient {
  const { kubectlBin: bin, context, namespace, folder, env = {}, times = {} } = options;
  return {
    host,
    place: { bin, context, namespace },
    folder,
    times: { ...KUBERNETES_TIMES, ...times },
    run: async (command, signal) => {
      const given = signal === undefined ? {} : { signal };
      const { result } = await host.run(command, { env, maxBytes: LIST_BYTES, ...given });
      return result;
    },
    start: (argv) => {
      const marked = { ...markOf(host), ...env };
      const started = host.start({ argv, cwd: host.machine.cwd, env: marked });
      return started.ok ? started.value : null;
    },
  };
}
