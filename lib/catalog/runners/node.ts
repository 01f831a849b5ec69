import type { DetectedSuite, ProjectFiles, RunnerCommand, RunnerRow } from "../../model/runner.ts";
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
  command: ({ paths, args }) => spell(["npm", "test"], ["--"], [...args, ...paths]),
  exitCodes: { 1: "tests-failed" },
  select: () => null,
  verbose: [],
  serial: null,
  needsCommand: false,
};

/** The same through pnpm; found by `NODE`, which looks at the lock file. */
export const PNPM: RunnerRow = {
  ...NODE,
  id: "pnpm",
  title: "pnpm test with node --test",
  detect: () => [],
  // pnpm 9 takes words before `--` for its own options.
  command: ({ paths, args }) => spell(["pnpm", "test"], ["--"], [...args, ...paths]),
};

/** The same through yarn; found by `NODE`, which looks at the lock file. */
export const YARN: RunnerRow = {
  ...NODE,
  id: "yarn",
  title: "yarn test with node --test",
  detect: () => [],
  // yarn hands on what follows as it is; newer ones a `--` too.
  command: ({ paths, args }) => spell(["yarn", "test"], [], [...args, ...paths]),
};

/** Package managers by their lock file; of two in one folder the first counts. */
const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
];

type PackageManager = "npm" | "pnpm" | "yarn";

/** Who runs the script `test`, and the lock file that says so, or null where none does. */
interface Manager {
  readonly program: PackageManager;
  readonly lock: string | null;
}

function spell(
  base: readonly string[],
  divider: readonly string[],
  more: readonly string[],
): RunnerCommand {
  return {
    argv: [...base, ...(more.length === 0 ? [] : [...divider, ...more])],
    env: { NODE_OPTIONS: REPORTERS },
    report: { from: "file", path: "{report}", format: "junit" },
  };
}

function detectNode(files: ProjectFiles): readonly DetectedSuite[] {
  const paths = ownPaths(files);
  const scripts = new Map(
    paths
      .filter((path) => nameOf(path) === "package.json")
      .map((path) => [folderOf(path), testScript(files.texts[path] ?? "")] as const)
      .filter(([, script]) => script !== null),
  );
  return topmost(scripts.keys()).map((folder) =>
    suite(folder, scripts.get(folder) ?? "", findManager(new Set(paths), folder))
  );
}

/** By the nearest lock file in the folder or above it, up to the root: a workspace has one for all. */
function findManager(paths: ReadonlySet<string>, folder: string): Manager {
  for (let here = folder;; here = folderOf(here)) {
    for (const [name, program] of LOCK_FILES) {
      const lock = here === "." ? name : `${here}/${name}`;
      if (paths.has(lock)) return { program, lock };
    }
    if (here === ".") return { program: "npm", lock: null };
  }
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

function suite(folder: string, script: string, { program, lock }: Manager): DetectedSuite {
  const isNodeTest = runsNodeTest(script);
  const where = `package.json in ${sayFolder(folder)} has a test script`;
  const call = `${program} test${lock === null ? "" : ` (there is a ${lock})`}`;
  return {
    name: suiteName(folder, "node"),
    kind: isNodeTest ? "unit" : "check",
    runner: isNodeTest ? (program === "npm" ? "node" : program) : "command",
    paths: [],
    command: isNodeTest ? null : [program, "test"],
    cwd: folder,
    why: isNodeTest
      ? `${where} that runs node --test: ${call}, with JUnit asked for through NODE_OPTIONS`
      : `${where}: ${call}, judged by its exit code alone, for its tool leaves no report we know`,
  };
}
