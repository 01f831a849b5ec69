import type {
  DetectedSuite,
  ProjectFiles,
  RunnerRow,
  Selection,
  TestTarget,
} from "../../model/runner.ts";
import { BEHAVE_WATCH } from "./behave_watch.ts";
import { readProgressLine } from "../../formats/progress_line.ts";
import { escapePattern } from "./escape_pattern.ts";
import { fileOf, formatSelection } from "./listing_lines.ts";
import { folderOf, nameOf, ownPaths, sayFolder, suiteName } from "./project_folders.ts";
import { fittingSelection } from "./selection_size.ts";

/**
 * behave, with a formatter of ours beside the user's own, started so that no option of it is needed.
 * Exit code 1 stands for failed scenarios, for a feature that cannot be read and for a missing folder
 * of steps alike.
 */
export const BEHAVE: RunnerRow = {
  id: "behave",
  title: "behave",
  detect: detectBehave,
  command: ({ paths, args }) => ({
    argv: ["python3", "{reports}/qa_gate_behave.py", "-m", "behave", ...args, ...paths],
    env: {},
    report: { from: "file", path: "{report}", format: "progress" },
    files: { "qa_gate_behave.py": BEHAVE_WATCH },
  }),
  exitCodes: { 1: "tests-failed" },
  select: selectBehave,
  list: {
    command: ({ paths, args }) => ({
      argv: [
        ...["python3", "{reports}/qa_gate_behave.py", "-m", "behave"],
        ...[...args, "--dry-run", "--no-summary", ...paths],
      ],
      env: {},
      files: { "qa_gate_behave.py": BEHAVE_WATCH },
    }),
    from: { file: "report.xml" },
    read: readScenarios,
    // A step that is not defined is no hindrance to a listing.
    exitCodes: [1],
    unit: "test",
    select: (chosen) => ({
      ...{ paths: null, args: [] },
      files: { "selection.jsonl": formatSelection(chosen) },
    }),
    widen: fileOf,
  },
  verbose: ["--verbose", "--no-capture", "--no-logcapture", "--show-timings"],
  // behave never runs two scenarios at once.
  serial: [],
  needsCommand: false,
};

/** Scenarios that began in a dry run which came to its end; null where a feature could not be read. */
function readScenarios(text: string): readonly TestTarget[] | null {
  const lines = text.split("\n").flatMap((line) => readProgressLine(line) ?? []);
  const isBroken = lines.some(({ on, test }) => on === "end" && /^\[\w+\]$/.test(test.name));
  if (isBroken || !lines.some(({ on }) => on === "over")) return null;
  return lines.filter(({ on }) => on === "start")
    .map(({ test: { file, className, name } }) => ({ file, class: className, name }));
}

/**
 * Features by path, scenarios by name: a line number would move with the file. Two features that
 * share a name are both run by it.
 */
function selectBehave(targets: readonly TestTarget[]): Selection | null {
  if (targets.length === 0 || targets.some(({ file }) => file === "")) return null;
  const files = [...new Set(targets.map(({ file }) => file))];
  // Names in brackets are our own words for what went wrong outside of any scenario.
  const named = targets.filter(({ name }) => name !== "" && !/^\[\w+\]$/.test(name));
  const whole: Selection = { paths: files, args: [], isExact: named.length === 0 };
  const all: Selection = { paths: [], args: [], isExact: false };
  if (named.length < targets.length) return fittingSelection(whole, all);
  const names = [...new Set(named.map(({ name }) => name))];
  const args = names.flatMap((name) => ["--name", `^${escapePattern(name)}$`]);
  // What is left out would be told as skipped.
  const selection = { paths: files, args: [...args, "--no-skipped"], isExact: files.length === 1 };
  return fittingSelection(selection, whole, all);
}

/** A folder `features` with a feature in it and steps beside it, or the one above that holds both. */
function detectBehave(files: ProjectFiles): readonly DetectedSuite[] {
  const paths = ownPaths(files);
  const steps = paths.filter((path) => /(^|\/)steps\/[^/]+\.py$/.test(path))
    .map((path) => folderOf(folderOf(path)));
  const bases = [...new Set(steps)].filter((base) =>
    paths.some((path) => path.endsWith(".feature") && isInside(path, base))
  );
  const folders = new Map(bases.sort().map((base) => [startOf(base), base]));
  return [...folders].map(([folder, base]) => suite(folder, base));
}

function isInside(path: string, base: string): boolean {
  return base === "." || path.startsWith(`${base}/`);
}

/** behave looks for `features` in the folder it starts in. */
function startOf(base: string): string {
  return nameOf(base) === "features" ? folderOf(base) : base;
}

function suite(folder: string, base: string): DetectedSuite {
  const isUsual = nameOf(base) === "features";
  return {
    name: suiteName(folder, "behave"),
    kind: "e2e",
    runner: "behave",
    paths: isUsual ? [] : ["."],
    command: null,
    cwd: folder,
    why: `${base === "." ? "the root" : base} has features and their steps: behave runs in ${
      sayFolder(folder)
    }`,
  };
}
