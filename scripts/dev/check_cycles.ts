// Answers: is there an import cycle, types included? Runs: `deno task cycles`. Writes nothing.
// Exits 0 without a cycle, 1 with each one named on standard error.

import { walk } from "@std/fs";
import { fromFileUrl, join, relative, toFileUrl } from "@std/path";
import { findCycles, type ImportGraph, readImportGraph } from "./find_cycles.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** The import graph of every module in those folders, as `deno info` sees it. */
export async function loadImportGraph(
  root: string,
  folders: readonly string[],
): Promise<ImportGraph> {
  // One module that imports all of them, so that one call is enough.
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    const modules = await listModules(folders.map((folder) => join(root, folder)));
    const imports = modules.map((path) => `import ${JSON.stringify(toFileUrl(path).href)};\n`);
    await Deno.writeTextFile(entry, imports.join(""));
    return readImportGraph(await runInfo(root, entry));
  } finally {
    await Deno.remove(entry);
  }
}

async function listModules(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = walk(folder, { includeDirs: false, exts: [".ts"] });
    for await (const entry of entries) if (!entry.path.endsWith(".d.ts")) found.push(entry.path);
  }
  return found;
}

async function runInfo(root: string, module: string): Promise<string> {
  const args = ["info", "--json", "--config", join(root, "deno.json"), module];
  const command = new Deno.Command(Deno.execPath(), { args, cwd: root, stderr: "inherit" });
  const { success, stdout } = await command.output();
  if (!success) throw new Error(`deno info failed for ${module}`);
  return new TextDecoder().decode(stdout);
}

if (import.meta.main) {
  const graph = await loadImportGraph(ROOT, ["lib", "scripts", "tests"]);
  const cycles = findCycles(graph);
  const short = (module: string) => relative(ROOT, fromFileUrl(module));
  for (const cycle of cycles) {
    console.error(`import cycle: ${[...cycle, cycle[0] ?? ""].map(short).join(" -> ")}`);
  }
  console.log(`${Object.keys(graph).length - 1} modules, ${cycles.length} import cycles`);
  Deno.exit(cycles.length > 0 ? 1 : 0);
}
