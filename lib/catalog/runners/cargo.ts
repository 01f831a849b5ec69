import type { DetectedSuite, ProjectFiles, RunnerRow } from "../../model/runner.ts";
import {
  folderOf,
  isBelow,
  nameOf,
  ownPaths,
  sayFolder,
  suiteName,
  topmost,
} from "./project_folders.ts";

/** cargo test: no stable JUnit, so libtest's own text is read. 101 stands for failures and for code that does not compile. */
export const CARGO: RunnerRow = {
  id: "cargo",
  title: "cargo test",
  detect: detectCargo,
  command: ({ paths, args }) => {
    const filters = paths.length === 0 || args.includes("--") ? paths : ["--", ...paths];
    return {
      argv: ["cargo", "test", "--no-fail-fast", ...args, ...filters],
      // CI systems like to force colours, and colours would stand in the text that is read.
      env: { CARGO_TERM_COLOR: "never" },
      report: { from: "stdout", format: "libtest" },
    };
  },
  exitCodes: { 101: "tests-failed" },
  select: () => null,
  verbose: [],
  serial: null,
  needsCommand: false,
};

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
