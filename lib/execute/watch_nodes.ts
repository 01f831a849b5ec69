import { dockerNodeLs, type SwarmNode } from "../docker/docker_node_ls.ts";
import { type SwarmClient, wordsOf } from "./swarm_client.ts";

/** The nodes of a swarm, and since when some of them are gone. */
export interface NodeWatch {
  /** Asks for them; what went wrong, or null. */
  ask(signal: AbortSignal): Promise<string | null>;
  nameOf(id: string): string;
  isDown(id: string): boolean;
  /** Why what ran there counts as lost, or null. */
  lostFor(id: string, nowMs: number): string | null;
}

/** Opens the watch; nodes are known once they were asked for. */
export function watchNodes(client: SwarmClient): NodeWatch {
  const { host, times } = client;
  const downSince = new Map<string, number>();
  let nodes: readonly SwarmNode[] = [];
  return {
    ask: async (signal) => {
      const listed = await client.run(dockerNodeLs(client.bin), signal);
      if (!listed.ok) return wordsOf(listed.error);
      nodes = listed.value;
      const nowMs = host.monotonicMs();
      for (const { id, status } of nodes) {
        if (status !== "down") downSince.delete(id);
        else if (!downSince.has(id)) downSince.set(id, nowMs);
      }
      return null;
    },
    nameOf: (id) => {
      const name = nodes.find((node) => node.id === id)?.hostname ?? "";
      const isOne = nodes.filter(({ hostname }) => hostname === name).length === 1;
      return isOne ? name : [name, id.slice(0, 8)].filter((part) => part !== "").join(":");
    },
    isDown: (id) => downSince.has(id),
    lostFor: (id, nowMs) => {
      const since = downSince.get(id);
      if (since === undefined || nowMs - since < times.nodeLost) return null;
      const name = nodes.find((node) => node.id === id)?.hostname ?? id;
      return `the node ${name} is down`;
    },
  };
}
