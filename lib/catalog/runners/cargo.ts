import type {
  DetectedSuite,
  ProjectFiles,
  RunnerRow,
  Selection,
  TestTarget,
} from "../../model/runner.ts";
import { CARGO_LIST } from "./cargo_list.ts";
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

/** cargo test: no stable JUnit, so libtest's own text is read. 101 stands for failures and for code that does not compile. */
export const CARGO: RunnerRow = {
  id: "cargo",
  title: "cargo test",
  detect: detectCargo,
  command: ({ paths, args }) => {
    const at = args.indexOf("--");
    const own = at === -1 ? args : args.slice(0, at);
    // A second "--" would turn the options behind it into filters.
    const handed = [...(at === -1 ? [] : args.slice(at).filter((word) => word !== "--")), ...paths];
    const divider = at === -1 && handed.length === 0 ? [] : ["--"];
    return {
      argv: ["cargo", "test", "--no-fail-fast", ...own, ...divider, ...handed],
      // CI systems like to force colours, and colours would stand in the text that is read.
      env: { CARGO_TERM_COLOR: "never" },
      report: { from: "stdout", format: "libtest" },
    };
  },
  exitCodes: { 101: "tests-failed" },
  select: selectCargo,
  list: CARGO_LIST,
  verbose: ["--", "--nocapture"],
  serial: ["--", "--test-threads=1"],
  needsCommand: false,
};

/**
 * By full name; tests of one name in several binaries are one to libtest, and all of them run. rustdoc
 * splits what it is handed at spaces, and every doc test has some: those are told by parts of names.
 */
function selectCargo(targets: readonly TestTarget[]): Selection | null {
  const names = [...new Set(targets.map(({ name }) => name))];
  // Brackets hold our words for a binary that did not build or that died; a file selects nothing.
  if (names.length === 0 || names.some((name) => name === "" || name.startsWith("["))) return null;
  const docs = names.filter((name) => name.includes(" "));
  const all: Selection = { paths: [], args: [], isExact: false };
  if (docs.length === 0) {
    return fittingSelection({ paths: names, args: ["--", "--exact"], isExact: true }, all);
  }
  const args = docs.length === names.length ? ["--doc"] : [];
  return fittingSelection({ paths: names, args, isExact: false }, all);
}

function detectCargo(files: ProjectFiles): readonly DetectedSuite[] {
  const manifests = ownPaths(files).filter((path) => nameOf(path) === "Cargo.toml");
  const folders = manifests.map(folderOf);
  return topmost(folders).flatMap((folder) => {
    const members = folders.filter((other) => other !== folder && isBelow(other, folder));
    const text = files.texts[folder === "." ? "Cargo.toml" : `${folder}/Cargo.toml`] ?? "";
    return [suite(folder), ...(testsOnlyItself(text) ? members.sort().map(suite) : [])];
  });
}

/** In the folder of a workspace's own package, cargo leaves the other members out. */
function testsOnlyItself(manifest: string): boolean {
  return /^\s*\[workspace\]/m.test(manifest) && /^\s*\[package\]/m.test(manifest);
}

function suite(folder: string): DetectedSuite {
  return {
    name: suiteName(folder, "cargo"),
    kind: "unit",
    runner: "cargo",
    paths: [],
    command: null,
    cwd: folder,
    why: `Cargo.toml in ${sayFolder(folder)}: cargo test`,
  };
}
