import type { Host } from "../host/host.ts";
import type { EngineName, RemoteEngine, RemoteOptions } from "../model/remote_engine.ts";

/** Opens an engine of many machines. */
export type OpenEngine = (host: Host, options: EnginePlace) => RemoteEngine;

/** What an engine is opened with, and an absolute private folder for what it must have in files. */
export interface EnginePlace extends RemoteOptions {
  readonly folder: string;
}

/** One engine: another one is a row here and a folder. */
export interface EngineRow {
  readonly name: EngineName;
  readonly summary: string;
  /** What it needs, for documents and for whoever lacks it. */
  readonly needs: string;
  /** Null where suites run on this machine, by our own executor. */
  readonly load: (() => Promise<OpenEngine>) | null;
}

/** Every engine that a run can use. */
export const ENGINE_TABLE: readonly EngineRow[] = [
  {
    name: "local",
    summary: "this machine without a container: the failsafe form of every suite",
    needs: "the tools of the suites",
    load: null,
  },
  {
    name: "docker",
    summary: "one container for each suite on the engine of this machine; the default",
    needs: "docker, podman or nerdctl",
    load: null,
  },
  {
    name: "swarm",
    summary: "shards as tasks of one replicated job of a Docker Swarm",
    needs: "docker, talking to a manager of the swarm; an image that all nodes have or can pull",
    load: async () => {
      const { openSwarmEngine } = await import("../execute/swarm_engine.ts");
      return (host, { dockerBin, folder }) => openSwarmEngine(host, { dockerBin, folder });
    },
  },
  {
    name: "kubernetes",
    summary: "shards as pods of one Indexed Job",
    needs: "kubectl and the right to make jobs; an image that all nodes can pull",
    load: async () => {
      const { openKubernetesEngine } = await import("../execute/kubernetes_engine.ts");
      return (host, { kubectlBin, kubeContext: context, namespace, folder }) =>
        openKubernetesEngine(host, { kubectlBin, context, namespace, folder });
    },
  },
];

/** Opens the engine of that name; it must be one of many machines. */
export async function loadEngine(
  host: Host,
  name: EngineName,
  options: EnginePlace,
): Promise<RemoteEngine> {
  const load = ENGINE_TABLE.find((row) => row.name === name)?.load ?? null;
  if (load === null) throw new Error(`${name} runs on this machine`);
  return (await load())(host, options);
}
