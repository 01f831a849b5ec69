import type { TestTarget } from "../../model/runner.ts";
import { fileOf } from "./listing_lines.ts";
import { escapePattern, selectNames, WHOLE_SUITE } from "./node_select.ts";
import { type NodeTool, nodeToolRows } from "./node_tool.ts";
import { PLAYWRIGHT_REPORTER } from "./playwright_reporter.ts";
import { readReporterList } from "./read_reporter_list.ts";
import { fits, fittingSelection } from "./selection_size.ts";

const PROJECT = /^\[(.+?)\](?: > |$)/;

/**
 * Playwright's test runner. Reporters of its configuration give way: `html` would serve its pages and
 * never end. Exit code 1 also stands for no test found and for files that do not load.
 */
export const PLAYWRIGHT_TOOL: NodeTool = {
  id: "playwright",
  title: "Playwright",
  kind: "e2e",
  call: ["playwright", "test"],
  config: /^playwright\.config\.(js|ts|mjs|cjs|mts|cts)$/,
  packageKey: null,
  files: { "qa_playwright.cjs": PLAYWRIGHT_REPORTER },
  spell: (args, paths) => [...args, "--reporter=list,{reports}/qa_playwright.cjs", ...paths],
  exitCodes: {},
  select: (targets) => {
    const projects = [...new Set(targets.map((target) => PROJECT.exec(target.class)?.[1]))];
    const names = selectNames(targets.map(withoutProject));
    if (names === null) return null;
    const named = projects.filter((project) => project !== undefined);
    const byProject = named.length < projects.length ? [] : named.map((one) => `--project=${one}`);
    // Project and file stand in front of the name, tags behind it.
    const byName = names.pattern === null ? [] : [`--grep= ${names.pattern}(?: @\\S+)*$`];
    const paths = names.files.map((file) => `(?:^|[\\\\/])${escapePattern(file)}$`);
    return fittingSelection(
      { paths, args: [...byProject, ...byName], isExact: false },
      { paths, args: byProject, isExact: false },
      WHOLE_SUITE,
    );
  },
  list: {
    spell: (args, paths) => [
      ...args,
      "--list",
      "--reporter=list,{reports}/qa_playwright.cjs",
      ...paths,
    ],
    from: { file: "report.xml" },
    read: (text) => {
      const targets = readReporterList(text);
      return targets && [...new Map(targets.map((one) => [one.file, fileOf(one)])).values()];
    },
    unit: "file",
    select: (chosen, all) => {
      const files = new Set(chosen.map(({ file }) => file));
      const others = all.map(({ file }) => file).filter((file) => !files.has(file));
      const ends = (path: string) =>
        path.split("/").map((_, at, parts) => parts.slice(at).join("/"));
      const isExact = !others.some((other) => ends(other).some((end) => files.has(end)));
      const paths = [...files].map((file) => `(?:^|[\\\\/])${escapePattern(file)}$`);
      const selection = { paths, args: [] };
      return isExact && fits(selection) ? selection : null;
    },
    widen: () => null,
  },
  verbose: ["--trace=on"],
  serial: ["--workers=1"],
};

function withoutProject(target: TestTarget): TestTarget {
  return { ...target, class: target.class.replace(PROJECT, "") };
}

/** Playwright, called directly and through each package manager's script. */
export const PLAYWRIGHT_ROWS = nodeToolRows(PLAYWRIGHT_TOOL);
