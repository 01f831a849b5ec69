import type { DetectedSuite, ProjectFiles } from "../../model/runner.ts";
import { findManager, type NodePackage, readPackage } from "./node_package.ts";
import { readScript, type ScriptReading } from "./node_script.ts";
import type { NodeTool } from "./node_tool.ts";
import { NODE_TOOLS } from "./node_tools.ts";
import {
  folderOf,
  isBelow,
  nameOf,
  ownPaths,
  sayFolder,
  suiteName,
  topmost,
} from "./project_folders.ts";

/** A package whose tests are run, and what its script is. */
interface Chosen {
  readonly found: NodePackage;
  readonly script: string;
  readonly reading: ScriptReading;
}

/**
 * Suites of the packages of a project: by their script `test`, topmost first (a workspace's own script
 * runs its members' unless it says so in words we know), then by configurations of tools that no
 * script calls.
 */
export function detectNode(files: ProjectFiles): readonly DetectedSuite[] {
  const paths = ownPaths(files);
  const packages = paths.filter((path) => nameOf(path) === "package.json")
    .map((path) => readPackage(path, files.texts[path] ?? ""));
  const chosen = choose(packages);
  const known = new Set(paths);
  return [
    ...chosen.map((one) => suiteOfScript(one, known)),
    ...findConfigured(paths, packages, chosen),
  ];
}

function choose(packages: readonly NodePackage[]): readonly Chosen[] {
  const withScript = packages.flatMap((found) =>
    found.script === null
      ? []
      : [{ found, script: found.script, reading: readScript(found.script, found.scripts) }]
  );
  // A script that only calls its members' gives way to them, where they have any of their own.
  const own = withScript.filter(({ found, reading }) =>
    reading.way !== "members" ||
    !withScript.some((other) =>
      other.found !== found && isBelow(other.found.folder, found.folder) &&
      other.reading.way !== "unknown"
    )
  );
  const folders = topmost(own.map(({ found }) => found.folder));
  return folders.flatMap((folder) => own.filter(({ found }) => found.folder === folder));
}

function suiteOfScript(chosen: Chosen, paths: ReadonlySet<string>): DetectedSuite {
  const { found: { folder }, reading } = chosen;
  const { program, lock } = findManager(paths, folder);
  const where = `package.json in ${sayFolder(folder)} has a test script`;
  const call = `${program} test${lock === null ? "" : ` (there is a ${lock})`}`;
  const base = { paths: [], command: null, cwd: folder };
  if (reading.way === "script" || reading.way === "direct") {
    const { id, kind } = reading.tool;
    const runner = reading.way === "script" ? `${id}-${program}` : id;
    const why = `${where} that runs ${sayTool(reading, call)}`;
    return { ...base, name: suiteName(folder, id), kind, runner, why };
  }
  const name = suiteName(folder, "node");
  if (reading.way === "node") {
    const why = `${where} that runs node --test: ${call}, with a reporter asked for through ` +
      "NODE_OPTIONS";
    return { ...base, name, kind: "unit", runner: program === "npm" ? "node" : program, why };
  }
  const why = `${where}: ${call}, judged by its exit code alone, for ${
    sayUnknown(chosen.script)
  } leaves no report we know`;
  return { ...base, name, kind: "check", runner: "command", command: [program, "test"], why };
}

function sayTool(reading: ScriptReading & { way: "script" | "direct" }, call: string): string {
  const { title, call: words } = reading.tool;
  if (reading.way === "script") return `${title}: ${call}, with a reporter of ours at its end`;
  return `${title}, and ${reading.because}: npx --no-install ${words.join(" ")}`;
}

function sayUnknown(script: string): string {
  const words = script.trim().slice(0, 60);
  return /^[\x20-\x7e]*$/.test(words) ? `"${words}"` : "its tool";
}

/** Tools with a configuration of their own, in packages whose script does not run them. */
function findConfigured(
  paths: readonly string[],
  packages: readonly NodePackage[],
  chosen: readonly Chosen[],
): readonly DetectedSuite[] {
  return NODE_TOOLS.flatMap((tool) => {
    const signs = signsOf(tool, paths, packages)
      .filter(({ folder }) => !isCovered(tool, folder, chosen));
    return topmost(signs.map(({ folder }) => folder)).map((folder) => {
      const sign = signs.find((one) => one.folder === folder)!.sign;
      return {
        name: suiteName(folder, tool.id),
        kind: tool.kind,
        runner: tool.id,
        paths: [],
        command: null,
        cwd: folder,
        why: `${sign} configures ${tool.title}, and no script "test" runs it: ` +
          `npx --no-install ${tool.call.join(" ")} in ${sayFolder(folder)}`,
      };
    });
  });
}

function signsOf(tool: NodeTool, paths: readonly string[], packages: readonly NodePackage[]) {
  const key = tool.packageKey;
  const keyed = packages.filter(({ keys }) => key !== null && keys.includes(key));
  return [
    ...paths.filter((path) => tool.config.test(nameOf(path)))
      .map((path) => ({ folder: folderOf(path), sign: path })),
    ...keyed.map(({ folder }) => ({
      folder,
      sign: `"${key}" in the package.json of ${sayFolder(folder)}`,
    })),
  ];
}

/** An unknown script may well run the tool; only end-to-end tests commonly have one of their own. */
function isCovered(
  tool: NodeTool,
  folder: string,
  chosen: readonly Chosen[],
): boolean {
  const above = chosen.filter(({ found }) => isBelow(folder, found.folder) || folder === ".");
  if (tool.kind !== "e2e") return above.length > 0;
  const scripts = above.flatMap(({ script, found }) => [script, ...calledBy(script, found)]);
  return scripts.some((script) => script.includes(tool.id));
}

/** Texts of the scripts that a script calls by their names. */
function calledBy(script: string, { scripts }: NodePackage): readonly string[] {
  const words = script.split(/[\s"']+/);
  return Object.entries(scripts).filter(([name]) => name !== "test" && words.includes(name))
    .flatMap(([, text]) => typeof text === "string" ? [text] : []);
}
