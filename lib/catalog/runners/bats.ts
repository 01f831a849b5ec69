import type {
  DetectedSuite,
  ProjectFiles,
  RunnerRow,
  Selection,
  TestTarget,
} from "../../model/runner.ts";
import { escapePattern } from "./escape_pattern.ts";
import { folderOf, nameOf, ownPaths, sayFolder, suiteName, topmost } from "./project_folders.ts";
import { fittingSelection } from "./selection_size.ts";

/**
 * bats, read from its extended TAP on standard output (`--formatter cat`), which alone names the file
 * of a test and a test that begins. Its JUnit is written by a process that bats 1.8 does not wait for.
 */
export const BATS: RunnerRow = {
  id: "bats",
  title: "bats",
  detect: detectBats,
  command: ({ paths, args }) => ({
    argv: [
      "bats",
      ...args,
      ...["--formatter", "cat", "--timing", "--recursive"],
      ...(paths.length === 0 ? ["."] : paths),
    ],
    env: {},
    report: { from: "stdout", format: "tap" },
  }),
  exitCodes: { 1: "tests-failed" },
  select: selectBats,
  verbose: ["--trace", "--verbose-run", "--show-output-of-passing-tests"],
  serial: ["--jobs", "1"],
  needsCommand: false,
};

/** Files by path, tests by name; one pattern goes for all files. */
function selectBats(targets: readonly TestTarget[]): Selection | null {
  if (targets.length === 0 || targets.some(({ file }) => file === "")) return null;
  const files = [...new Set(targets.map(({ file }) => file))];
  const names = [...new Set(targets.map(({ name }) => name))];
  const isWhole = names.every((name) => name === "");
  const whole: Selection = { paths: files, args: [], isExact: isWhole };
  const all: Selection = { paths: [], args: [], isExact: false };
  // A file that could not be set up has no test of that name.
  if (names.some((name) => name === "" || /^(setup|teardown)_file failed$/.test(name))) {
    return fittingSelection(whole, all);
  }
  const filter = `^(${names.map(patternOf).join("|")})$`;
  const isExact = files.length === 1;
  return fittingSelection({ paths: files, args: ["--filter", filter], isExact }, whole, all);
}

/** bats matches the name as the file spells it, where these characters may stand behind a backslash. */
function patternOf(name: string): string {
  return escapePattern(name).replace(/\\?["`$]|\\\\/g, (special) => `\\\\?${special}`);
}

/** The folders that hold tests, all in one run: bats knows no projects. */
function detectBats(files: ProjectFiles): readonly DetectedSuite[] {
  const tests = ownPaths(files).filter((path) =>
    nameOf(path).endsWith(".bats") && !/(^|\/)(bats|bats-core|test_helper)\//.test(path)
  );
  const [first] = tests;
  if (first === undefined) return [];
  const folders = topmost(tests.map(folderOf));
  return [{
    name: suiteName(".", "bats"),
    kind: "unit",
    runner: "bats",
    paths: folders,
    command: null,
    cwd: ".",
    why: `${first} is a test file of bats: bats runs ${folders.map(sayFolder).join(", ")}`,
  }];
}
