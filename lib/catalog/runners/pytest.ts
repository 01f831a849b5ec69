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
import { PYTEST_LIST } from "./pytest_list.ts";
import { PYTEST_PROGRESS } from "./pytest_progress.ts";
import { PYTEST_REPORTS } from "./pytest_reports.ts";
import { PYTEST_SERIAL, selectPytest } from "./pytest_select.ts";
import { PYTEST_WATCH } from "./pytest_watch.ts";

const PROJECT_FILES = /^(pyproject\.toml|setup\.py|setup\.cfg|tox\.ini|\.?pytest\.ini)$/;
const TEST_FILE = /^(test_[^/]*|[^/]*_test)\.py$/;
/** Sections that configure pytest, by the file they stand in. */
const SECTIONS: Readonly<Record<string, RegExp>> = {
  "pyproject.toml": /^[ \t]*\[tool\.pytest(\.ini_options)?\]/m,
  "setup.cfg": /^\[tool:pytest\]/m,
  "tox.ini": /^\[pytest\]/m,
};

/**
 * pytest. `xunit1` is the family of JUnit that names file and line of each test. Exit codes: pytest's
 * `ExitCode`.
 */
export const PYTEST: RunnerRow = {
  id: "pytest",
  title: "pytest",
  detect: detectPytest,
  command: ({ paths, args }) => ({
    // Our own flags stand last, so that no argument of a suite moves the report elsewhere.
    argv: [
      "python3",
      "{reports}/qa_gate_watch.py",
      "-m",
      "pytest",
      ...args,
      "-o",
      "junit_family=xunit1",
      "--junitxml={report}",
      ...paths,
    ],
    env: {},
    report: {
      from: "file",
      path: "{report}",
      format: "junit",
      progress: { path: "{reports}/progress.jsonl", format: "progress" },
    },
    files: {
      "qa_gate_watch.py": PYTEST_WATCH,
      "qa_gate_progress.py": PYTEST_PROGRESS,
      "qa_gate_reports.py": PYTEST_REPORTS,
    },
  }),
  exitCodes: {
    1: "tests-failed",
    2: "interrupted",
    3: "internal-error",
    4: "usage",
    5: "no-tests",
  },
  select: selectPytest,
  list: PYTEST_LIST,
  verbose: ["-vv", "--showlocals", "--tb=long", "-o", "log_cli=true", "-o", "log_cli_level=DEBUG"],
  serial: PYTEST_SERIAL,
  needsCommand: false,
};

function detectPytest(files: ProjectFiles): readonly DetectedSuite[] {
  const paths = ownPaths(files);
  const config = paths.filter((path) => isConfigured(files, path));
  const tests = paths.filter((path) => TEST_FILE.test(nameOf(path)));
  const rootSign = config.find((path) => folderOf(path) === ".");
  if (rootSign !== undefined) return [suite(".", `${rootSign} in the root configures pytest`)];
  const projects = topmost(
    paths.filter((path) => PROJECT_FILES.test(nameOf(path))).map(folderOf)
      .filter((folder) => folder !== "."),
  );
  const stray = tests.find((path) => !projects.some((folder) => isBelow(path, folder)));
  // One run from the root collects them all; a second one for a folder would test twice.
  if (stray !== undefined) return [suite(".", `${stray} is a test file of pytest`)];
  return projects.flatMap((folder) => {
    const sign = [...config, ...tests].find((path) => isBelow(path, folder));
    return sign === undefined ? [] : [suite(folder, `${sign} belongs to pytest`)];
  });
}

function isConfigured(files: ProjectFiles, path: string): boolean {
  const name = nameOf(path);
  if (name === "pytest.ini" || name === ".pytest.ini" || name === "conftest.py") return true;
  return SECTIONS[name]?.test(files.texts[path] ?? "") ?? false;
}

function suite(folder: string, sign: string): DetectedSuite {
  return {
    name: suiteName(folder, "pytest"),
    kind: "unit",
    runner: "pytest",
    paths: [],
    command: null,
    cwd: folder,
    why: `${sign}: pytest runs in ${sayFolder(folder)}`,
  };
}
