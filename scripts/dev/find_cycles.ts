/** Module to the modules it imports, types included. */
export type ImportGraph = Readonly<Record<string, readonly string[]>>;

/** What `deno info --json` tells of one import. */
interface Dependency {
  readonly code?: { readonly specifier?: string };
  readonly type?: { readonly specifier?: string };
}

/** What is read of the output of `deno info --json`. */
interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly Dependency[];
  }[];
}

/** Reads the output of `deno info --json`: local modules only, type-only imports included. */
export function readImportGraph(json: string): ImportGraph {
  const { modules } = JSON.parse(json) as Info;
  const local = modules.filter((module) => module.specifier.startsWith("file:"));
  return Object.fromEntries(local.map((module) => [module.specifier, importsOf(module)]));
}

function importsOf(module: Info["modules"][number]): string[] {
  const all = (module.dependencies ?? []).flatMap(({ code, type }) => [
    code?.specifier,
    type?.specifier,
  ]);
  return [...new Set(all.filter((name) => name !== undefined))];
}

/** Every import cycle met on a walk through the graph, each as the list of its modules in order. */
export function findCycles(graph: ImportGraph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const visit = (module: string, path: readonly string[]) => {
    const start = path.indexOf(module);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || done.has(module)) return;
    for (const next of graph[module] ?? []) visit(next, [...path, module]);
    done.add(module);
  };
  Object.keys(graph).sort().forEach((module) => visit(module, []));
  return cycles;
}
