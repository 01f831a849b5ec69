import type { DetectedSuite, ProjectFiles, RunnerRow } from "../../model/runner.ts";
import { folderOf, nameOf, ownPaths, sayFolder, suiteName, topmost } from "./project_folders.ts";

/**
 * Two reporters: the words a reader knows on standard output, and JUnit for us. Quoted, because the
 * report's path may contain a space and NODE_OPTIONS is split at spaces.
 */
const REPORTERS = "--test-reporter=spec --test-reporter-destination=stdout " +
  '--test-reporter=junit --test-reporter-destination="{report}"';

/** `npm test` where the script runs Node's own test runner, which takes its reporters from NODE_OPTIONS. */
export const NODE: RunnerRow = {
  id: "node",
  title: "npm test with node --test",
  detect: detectNode,
  command: ({ paths, args }) => {
    const more = [...args, ...paths];
    return {
      argv: ["npm", "test", ...(more.length === 0 ? [] : ["--", ...more])],
      env: { NODE_OPTIONS: REPORTERS },
      report: { from: "file", path: "{report}", format: "junit" },
    };
  },
  exitCodes: { 1: "tests-failed" },
  needsCommand: false,
};

function detectNode(files: ProjectFiles): readonly DetectedSuite[] {
  const scripts = new Map(
    ownPaths(files)
      .filter((path) => nameOf(path) === "package.json")
      .map((path) => [folderOf(path), testScript(files.texts[path] ?? "")] as const)
      .filter(([, script]) => script !== null),
  );
  return topmost(scripts.keys()).map((folder) => suite(folder, scripts.get(folder) ?? ""));
}

/** The script `test` of a package.json; null for none, for npm's placeholder and for deno's own. */
function testScript(text: string): string | null {
  try {
    const script: unknown = JSON.parse(text)?.scripts?.test;
    if (typeof script !== "string" || script.trim() === "") return null;
    return /no test specified/.test(script) || /^deno\s/.test(script.trim()) ? null : script;
  } catch {
    return null;
  }
}

/** True for scripts in which some `node` gets the flag `--test`. */
function runsNodeTest(script: string): boolean {
  return script.split(/[;&|]+/).some((command) => {
    const words = command.trim().split(/\s+/);
    const at = words.indexOf("node");
    return at !== -1 && words.slice(at + 1).includes("--test");
  });
}

function suite(folder: string, script: string): DetectedSuite {
  const isNodeTest = runsNodeTest(script);
  const where = `package.json in ${sayFolder(folder)} has a test script`;
  return {
    name: suiteName(folder, "node"),
    kind: isNodeTest ? "unit" : "check",
    runner: isNodeTest ? "node" : "command",
    paths: [],
    command: isNodeTest ? null : ["npm", "test"],
    cwd: folder,
    why: isNodeTest
      ? `${where} that runs node --test: npm test, with JUnit asked for through NODE_OPTIONS`
      : `${where}: npm test, judged by its exit code alone, for its tool leaves no report we know`,
  };
}
