import { fileOf, formatSelection } from "./listing_lines.ts";
import { MOCHA_REPORTER } from "./mocha_reporter.ts";
import { selectNames, WHOLE_SUITE } from "./node_select.ts";
import { type NodeTool, nodeToolRows } from "./node_tool.ts";
import { readReporterList } from "./read_reporter_list.ts";
import { fittingSelection } from "./selection_size.ts";

/**
 * Mocha. By itself its exit code is the number of failures, so that 139 of them would look like a
 * crash; `--posix-exit-codes` (no flag to older ones, which pass over what they do not know) ends that.
 */
export const MOCHA_TOOL: NodeTool = {
  id: "mocha",
  title: "Mocha",
  kind: "unit",
  call: ["mocha"],
  config: /^\.mocharc\.(js|cjs|mjs|json|jsonc|yaml|yml)$/,
  packageKey: "mocha",
  files: { "qa_mocha.cjs": MOCHA_REPORTER },
  spell: (args, paths) => [
    ...args,
    "--posix-exit-codes",
    "--reporter={reports}/qa_mocha.cjs",
    ...paths,
  ],
  exitCodes: {},
  select: (targets) => {
    const names = selectNames(targets);
    if (names === null) return null;
    const byName = names.pattern === null ? [] : [`--grep=^${names.pattern}$`];
    // Files are added to those of the script or of the configuration; without names all of them run.
    return fittingSelection(
      { paths: names.files, args: byName, isExact: false },
      { paths: names.files, args: [], isExact: false },
      WHOLE_SUITE,
    );
  },
  list: {
    spell: (args, paths) => [
      ...args,
      "--dry-run",
      "--posix-exit-codes",
      "--reporter={reports}/qa_mocha.cjs",
      ...paths,
    ],
    from: { file: "report.xml" },
    read: readReporterList,
    unit: "test",
    // Our reporter stands in the process of the tests, and takes away what was not selected.
    select: (chosen) => ({
      ...{ paths: null, args: [] },
      files: { "qa_selection.jsonl": formatSelection(chosen) },
    }),
    widen: fileOf,
  },
  verbose: ["--full-trace"],
  serial: ["--no-parallel"],
};

/** Mocha, called directly and through each package manager's script. */
export const MOCHA_ROWS = nodeToolRows(MOCHA_TOOL);
