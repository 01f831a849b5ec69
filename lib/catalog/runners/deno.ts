import { parse } from "@std/jsonc";
import type {
  DetectedSuite,
  ProjectFiles,
  RunnerRow,
  Selection,
  TestTarget,
} from "../../model/runner.ts";
import { escapePattern } from "./node_select.ts";
import {
  folderOf,
  isBelow,
  nameOf,
  ownPaths,
  sayFolder,
  suiteName,
  topmost,
} from "./project_folders.ts";
import { fittingSelection } from "./selection_size.ts";

const CONFIG_FILE = /^deno\.jsonc?$/;
const TEST_FILE = /^(.*[._])?test\.(ts|tsx|mts|js|mjs|jsx)$/;
/** The spelling that only Deno uses; `.test.ts` belongs to everybody. */
const DENO_TEST_FILE = /_test\.(ts|tsx|mts)$/;

/**
 * deno test, with all permissions: a prompt would hang without a terminal, and the container is the
 * fence. Exit code 1 also stands for files that do not compile and for no test file at all.
 */
export const DENO: RunnerRow = {
  id: "deno",
  title: "deno test",
  detect: detectDeno,
  command: ({ paths, args }) => ({
    argv: ["deno", "test", "-A", ...args, "--junit-path={report}", ...paths],
    env: {},
    report: { from: "file", path: "{report}", format: "deno" },
  }),
  exitCodes: { 1: "tests-failed" },
  select: selectDeno,
  verbose: ["--log-level=debug", "--trace-leaks"],
  // Files run one after the other unless `--parallel` or DENO_JOBS say otherwise.
  serial: [],
  needsCommand: false,
};

/** Files and one filter of whole names. A step is no test of its own: its test runs, with all its steps. */
function selectDeno(targets: readonly TestTarget[]): Selection | null {
  if (targets.length === 0 || targets.some(({ file }) => file === "")) return null;
  const files = [...new Set(targets.map(({ file }) => file))];
  const wide = { paths: files, args: [], isExact: targets.every(({ name }) => name === "") };
  if (targets.some(({ name }) => name === "")) return wide;
  const names = targets.map((target) => (target.class || target.name));
  const tests = names.flatMap((name) => [name, ...outerNames(name)]).map(escapePattern);
  const filter = `--filter=/^(?:${[...new Set(tests)].join("|")})$/`;
  const isExact = files.length === 1 && targets.every((one) => one.class === "");
  return fittingSelection({ paths: files, args: [filter], isExact }, wide);
}

/** A step inside of a step names both; which part is the test cannot be seen. */
function outerNames(name: string): readonly string[] {
  const parts = name.split(" > ");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join(" > "));
}

function detectDeno(files: ProjectFiles): readonly DetectedSuite[] {
  const paths = ownPaths(files);
  const tests = paths.filter((path) => TEST_FILE.test(nameOf(path)));
  const configs = paths.filter((path) => CONFIG_FILE.test(nameOf(path)));
  const hasNode = paths.some((path) => nameOf(path) === "package.json");
  const stray = tests.find((path) => DENO_TEST_FILE.test(path));
  if (configs.length === 0 && !hasNode && stray !== undefined) {
    return [suite(".", `${stray} is a test file of Deno, and there is no package.json`)];
  }
  return topmost(configs.map(folderOf)).flatMap((folder) => {
    const config = configs.find((path) => folderOf(path) === folder) ?? "";
    if (!tests.some((path) => isBelow(path, folder))) return [];
    return [suite(folder, `${config} and test files${sayTask(files.texts[config] ?? "")}`)];
  });
}

/** A task named `test` may need arguments, leave no report or call us: it is named, not used. */
function sayTask(text: string): string {
  return hasTestTask(text) ? ' (its own task "test" is not used: it leaves no report)' : "";
}

function hasTestTask(text: string): boolean {
  try {
    const config = parse(text);
    const tasks = typeof config === "object" && config !== null && "tasks" in config
      ? config.tasks
      : null;
    return typeof tasks === "object" && tasks !== null && "test" in tasks;
  } catch {
    return false;
  }
}

function suite(folder: string, sign: string): DetectedSuite {
  return {
    name: suiteName(folder, "deno"),
    kind: "unit",
    runner: "deno",
    paths: [],
    command: null,
    cwd: folder,
    why: `${sign}: deno test -A runs in ${sayFolder(folder)}`,
  };
}
