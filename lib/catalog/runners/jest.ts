import { JEST_REPORTER } from "./jest_reporter.ts";
import { selectNames, WHOLE_SUITE } from "./node_select.ts";
import { type NodeTool, nodeToolRows } from "./node_tool.ts";
import { readFileList } from "./read_file_list.ts";
import { fits, fittingSelection } from "./selection_size.ts";

/**
 * Jest. Reporters of its configuration give way to Jest's own words and to ours. Exit code 1 also
 * stands for no test file found, for a threshold of coverage and for a wrong option.
 */
export const JEST_TOOL: NodeTool = {
  id: "jest",
  title: "Jest",
  kind: "unit",
  call: ["jest"],
  config: /^jest\.config\.(js|ts|mjs|cjs|json)$/,
  packageKey: "jest",
  files: { "qa_jest.cjs": JEST_REPORTER },
  spell: (args, paths) => [
    ...args,
    "--reporters=default",
    "--reporters={reports}/qa_jest.cjs",
    // Last of our flags: `--reporters` takes every word that follows for a reporter.
    "--testLocationInResults",
    ...paths,
  ],
  exitCodes: {},
  select: (targets) => {
    const names = selectNames(targets);
    if (names === null) return null;
    const { files, pattern, isExact } = names;
    const byPath = files.length === 0 ? [] : ["--runTestsByPath"];
    const byName = pattern === null ? [] : [`--testNamePattern=^${pattern}$`];
    return fittingSelection(
      { paths: files, args: [...byPath, ...byName], isExact },
      { paths: files, args: byPath, isExact: false },
      WHOLE_SUITE,
    );
  },
  list: {
    spell: (args, paths) => [...args, "--listTests", "--json", ...paths],
    from: "stdout",
    read: readFileList,
    unit: "file",
    select: (chosen) => {
      const paths = chosen.map(({ file }) => file);
      const selection = { paths, args: ["--runTestsByPath"] };
      return fits(selection) ? selection : null;
    },
    widen: () => null,
  },
  verbose: ["--verbose"],
  serial: ["--runInBand"],
};

/** Jest, called directly and through each package manager's script. */
export const JEST_ROWS = nodeToolRows(JEST_TOOL);
