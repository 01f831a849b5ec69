import type { RunnerCommand, RunnerRow, Selection, TestTarget } from "../../model/runner.ts";
import { detectNode } from "./node_detect.ts";
import { selectNames, WHOLE_SUITE } from "./node_select.ts";
import { NODE_TEST_REPORTER } from "./node_test_reporter.ts";
import { fittingSelection } from "./selection_size.ts";

/**
 * Two reporters: the words a reader knows on standard output, and ours. Quoted, because the report's
 * path may contain a space and NODE_OPTIONS is split at spaces.
 */
const REPORTERS = "--test-reporter=spec --test-reporter-destination=stdout " +
  '--test-reporter="{reports}/qa_node.cjs" --test-reporter-destination="{report}"';

/** `npm test` where the script runs Node's own test runner, which takes its reporters from NODE_OPTIONS. */
export const NODE: RunnerRow = {
  id: "node",
  title: "npm test with node --test",
  detect: detectNode,
  command: ({ paths, args }) => spell(["npm", "test"], ["--"], [...args, ...paths]),
  exitCodes: { 1: "tests-failed" },
  select: selectFiles,
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
  // pnpm 9 takes the words behind `pnpm test` for its own; pnpm 10 hands a `--` on as a word.
  command: ({ paths, args }) => spell(["pnpm", "run", "test"], [], [...args, ...paths]),
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

function spell(
  base: readonly string[],
  divider: readonly string[],
  more: readonly string[],
): RunnerCommand {
  return {
    argv: [...base, ...(more.length === 0 ? [] : [...divider, ...more])],
    env: { NODE_OPTIONS: REPORTERS },
    report: { from: "file", path: "{report}", format: "reporter" },
    files: { "qa_node.cjs": NODE_TEST_REPORTER },
  };
}

/** Behind a path of the script node takes every flag for a path too, so that names cannot be told. */
function selectFiles(targets: readonly TestTarget[]): Selection | null {
  const files = selectNames(targets)?.files ?? [];
  if (files.length === 0) return null;
  return fittingSelection({ paths: files, args: [], isExact: false }, WHOLE_SUITE);
}
