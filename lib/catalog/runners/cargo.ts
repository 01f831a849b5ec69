import type { DetectedSuite, ProjectFiles, RunnerRow } from "../../model/runner.ts";
import { folderOf, nameOf, ownPaths, sayFolder, suiteName, topmost } from "./project_folders.ts";

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
  needsCommand: false,
};

function detectCargo(files: ProjectFiles): readonly DetectedSuite[] {
  const manifests = ownPaths(files).filter((path) => nameOf(path) === "Cargo.toml");
  return topmost(manifests.map(folderOf)).map((folder) => ({
    name: suiteName(folder, "cargo"),
    kind: "unit",
    runner: "cargo",
    paths: [],
    command: null,
    cwd: folder,
    why: `Cargo.toml in ${sayFolder(folder)}: cargo test`,
  }));
}
