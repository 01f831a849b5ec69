import type { RunnerRow } from "../model/runner.ts";

/** Rows of one file, loaded only where one of them is used: most projects use one or two. */
interface RunnerGroup {
  readonly ids: readonly string[];
  readonly load: () => Promise<readonly RunnerRow[]>;
}

/** Every test tool, in the order in which detection names its suites. */
const GROUPS: readonly RunnerGroup[] = [
  { ids: ["pytest"], load: () => import("./runners/pytest.ts").then((it) => [it.PYTEST]) },
  { ids: ["behave"], load: () => import("./runners/behave.ts").then((it) => [it.BEHAVE]) },
  { ids: ["deno"], load: () => import("./runners/deno.ts").then((it) => [it.DENO]) },
  {
    ids: ["node", "pnpm", "yarn"],
    load: () => import("./runners/node.ts").then((it) => [it.NODE, it.PNPM, it.YARN]),
  },
  { ids: throughNpm("jest"), load: () => import("./runners/jest.ts").then((it) => it.JEST_ROWS) },
  {
    ids: throughNpm("vitest"),
    load: () => import("./runners/vitest.ts").then((it) => it.VITEST_ROWS),
  },
  {
    ids: throughNpm("mocha"),
    load: () => import("./runners/mocha.ts").then((it) => it.MOCHA_ROWS),
  },
  {
    ids: throughNpm("playwright"),
    load: () => import("./runners/playwright.ts").then((it) => it.PLAYWRIGHT_ROWS),
  },
  { ids: ["cargo"], load: () => import("./runners/cargo.ts").then((it) => [it.CARGO]) },
  { ids: ["go"], load: () => import("./runners/go.ts").then((it) => [it.GO]) },
  { ids: ["bats"], load: () => import("./runners/bats.ts").then((it) => [it.BATS]) },
  {
    ids: ["junit", "command"],
    load: () => import("./runners/own_command.ts").then((it) => [it.JUNIT, it.COMMAND]),
  },
];

/** A tool of Node by itself, and through the script `test` of each package manager. */
function throughNpm(tool: string): readonly string[] {
  return [tool, `${tool}-npm`, `${tool}-pnpm`, `${tool}-yarn`];
}

/** What a suite without a runner may turn out to be. */
const ALWAYS = ["junit", "command"];

/**
 * The rows of these runners and what stands in the same files, in the order of the table; all rows
 * for null, and where one of the ids is unknown, so that the accepted ones can be named.
 */
export function loadRunners(ids: readonly string[] | null): Promise<readonly RunnerRow[]> {
  const known = new Set(GROUPS.flatMap((group) => group.ids));
  const isAll = ids === null || ids.some((id) => !known.has(id));
  const wanted = new Set(isAll ? known : [...ids, ...ALWAYS]);
  const groups = GROUPS.filter((group) => group.ids.some((id) => wanted.has(id)));
  return Promise.all(groups.map(({ load }) => load())).then((rows) => rows.flat());
}
