import type {
  DetectedSuite,
  ProjectFiles,
  RunnerRow,
  Selection,
  TestTarget,
} from "../../model/runner.ts";
import { GO_LIST } from "./go_list.ts";
import { goPattern } from "./go_pattern.ts";
import { folderOf, isBelow, nameOf, ownPaths, sayFolder, suiteName } from "./project_folders.ts";
import { fittingSelection } from "./selection_size.ts";

/**
 * go test, read from its JSON on standard output: it has no report file, and its text cannot be told
 * from what tests print. `-count=1`, because a cached result proves nothing about this run; an own
 * `-count` comes later and wins. Exit code 1 stands for failed tests, 2 for code that does not build too.
 */
export const GO: RunnerRow = {
  id: "go",
  title: "go test",
  detect: detectGo,
  command: ({ paths, args }) => ({
    // Packages before the arguments: whatever follows `-args` belongs to the tests.
    argv: ["go", "test", "-json", "-count=1", ...(paths.length === 0 ? ["./..."] : paths), ...args],
    env: {},
    report: { from: "stdout", format: "go-test" },
  }),
  exitCodes: { 1: "tests-failed", 2: "usage" },
  select: selectGo,
  list: GO_LIST,
  verbose: ["-v", "-x"],
  serial: ["-p=1", "-parallel=1"],
  needsCommand: false,
};

/**
 * Packages by import path, tests by `-run`. One pattern goes for all packages and, before Go 1.20,
 * level by level, so only the tests of one package and of one parent are selected exactly.
 */
function selectGo(targets: readonly TestTarget[]): Selection | null {
  if (targets.length === 0 || targets.some((target) => target.class === "")) return null;
  const packages = [...new Set(targets.map((target) => target.class))];
  const all: Selection = { paths: packages, args: [], isExact: false };
  const names = [...new Set(targets.map(({ name }) => name))];
  if (names.every((name) => name === "")) return { ...all, isExact: true };
  // Brackets hold our words for what failed outside of any test: the package itself is the target.
  if (names.some((name) => name === "" || name.startsWith("["))) return all;
  const oneParent = new Set(names.map(parentOf)).size === 1;
  const told = oneParent ? names : [...new Set(names.map((name) => name.split("/")[0] ?? ""))];
  const isExact = packages.length === 1 && oneParent;
  const run: Selection = { paths: packages, args: ["-run", goPattern(told)], isExact };
  return fittingSelection(run, all, { paths: [], args: [], isExact: false });
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

/** Each module by itself: `./...` leaves out the modules inside of one. */
function detectGo(files: ProjectFiles): readonly DetectedSuite[] {
  const paths = ownPaths(files);
  const modules = paths.filter((path) => nameOf(path) === "go.mod").map(folderOf).sort();
  return modules.flatMap((folder) => {
    const inner = modules.filter((other) => other !== folder && isBelow(other, folder));
    const sign = paths.find((path) =>
      path.endsWith("_test.go") && isBelow(path, folder) &&
      !inner.some((other) => isBelow(path, other))
    );
    return sign === undefined ? [] : [suite(folder, sign)];
  });
}

function suite(folder: string, sign: string): DetectedSuite {
  return {
    name: suiteName(folder, "go"),
    kind: "unit",
    runner: "go",
    paths: [],
    command: null,
    cwd: folder,
    why: `go.mod in ${sayFolder(folder)} and ${sign}: go test ./...`,
  };
}
