import type { ToolWords } from "../model/tool_words.ts";

const JAVASCRIPT: ToolWords = {
  quiet: null,
  withoutPlugins: null,
  watched: {},
  testFile: /\.(test|spec)\.[cm]?[jt]sx?$/,
};

/** Words by the id of a runner's row; a tool without a row is left as it is. */
const TOOL_WORDS: Readonly<Record<string, ToolWords>> = {
  pytest: {
    quiet: ["-q"],
    // Plugins come by entry points, which the variable switches off, and by `-p` in `addopts`.
    withoutPlugins: { args: ["-o", "addopts="], env: { PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1" } },
    watched: { PYTHONUNBUFFERED: "1", PYTHONFAULTHANDLER: "1" },
    testFile: /(^|\/)(test_[^/]*|[^/]*_test)\.py$/,
  },
  behave: {
    quiet: null,
    withoutPlugins: null,
    watched: { PYTHONUNBUFFERED: "1", PYTHONFAULTHANDLER: "1" },
    testFile: /\.feature$/,
  },
  deno: { ...JAVASCRIPT, testFile: /([._]test|(^|\/)test)\.[cm]?[jt]sx?$/ },
  jest: JAVASCRIPT,
  vitest: JAVASCRIPT,
  mocha: JAVASCRIPT,
  playwright: JAVASCRIPT,
  bats: { ...JAVASCRIPT, testFile: /\.bats$/ },
  cargo: { ...JAVASCRIPT, testFile: null, watched: { RUST_BACKTRACE: "1" } },
  go: { ...JAVASCRIPT, testFile: null, watched: { GOTRACEBACK: "all" } },
};

const UNKNOWN_TOOL: ToolWords = { quiet: null, withoutPlugins: null, watched: {}, testFile: null };

/** What this tool can be told; nothing for one that nobody knows. */
export function wordsOf(runner: string): ToolWords {
  return TOOL_WORDS[runner] ?? UNKNOWN_TOOL;
}
