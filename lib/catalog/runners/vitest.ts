import { selectNames, WHOLE_SUITE } from "./node_select.ts";
import { type NodeTool, nodeToolRows } from "./node_tool.ts";
import { readFileList } from "./read_file_list.ts";
import { fits, fittingSelection } from "./selection_size.ts";
import { VITEST_REPORTER } from "./vitest_reporter.ts";

/** Vitest, told to end after one run; a script may call it without saying so. */
export const VITEST_TOOL: NodeTool = {
  id: "vitest",
  title: "Vitest",
  kind: "unit",
  call: ["vitest"],
  config: /^vitest\.config\.(js|ts|mjs|cjs|mts|cts)$/,
  packageKey: null,
  files: { "qa_vitest.cjs": VITEST_REPORTER },
  spell: (args, paths) => [
    ...paths,
    ...args,
    "--run",
    "--reporter=default",
    "--reporter={reports}/qa_vitest.cjs",
  ],
  exitCodes: {},
  select: (targets) => {
    const names = selectNames(targets);
    if (names === null) return null;
    const byName = names.pattern === null ? [] : [`--testNamePattern=^${names.pattern}$`];
    // A path selects every file whose path contains it.
    return fittingSelection(
      { paths: names.files, args: byName, isExact: false },
      { paths: names.files, args: [], isExact: false },
      WHOLE_SUITE,
    );
  },
  list: {
    spell: (args, paths) => ["list", "--filesOnly", "--json", ...paths, ...args],
    from: "stdout",
    read: readFileList,
    unit: "file",
    select: (chosen, all) => {
      const selection = { paths: chosen.map(({ file }) => file), args: [] };
      if (!fits(selection)) return null;
      const paths = new Set(selection.paths);
      const others = all.map(({ file }) => file).filter((file) => !paths.has(file));
      // A path selects every file whose path contains it, in whatever case.
      const isExact = !others.some((other) =>
        selection.paths.some((path) => other.toLowerCase().includes(path.toLowerCase()))
      );
      return isExact ? selection : null;
    },
    widen: () => null,
    isDirectOnly: true,
  },
  verbose: ["--reporter=verbose"],
  serial: ["--no-file-parallelism"],
};

/** Vitest, called directly and through each package manager's script. */
export const VITEST_ROWS = nodeToolRows(VITEST_TOOL);
