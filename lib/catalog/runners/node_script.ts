import type { NodeTool } from "./node_tool.ts";
import { NODE_TOOLS } from "./node_tools.ts";

/** What a test script comes down to. */
export type ScriptReading =
  /** Its last command is this tool, so that our flags may stand at the script's end. */
  | { readonly way: "script"; readonly tool: NodeTool }
  /** It calls this tool, with nothing that a call of our own would lose. */
  | { readonly way: "direct"; readonly tool: NodeTool; readonly because: string }
  | { readonly way: "node" }
  /** It has the packages of a monorepo run their own scripts. */
  | { readonly way: "members" }
  | { readonly way: "unknown" };

/** Programs that run the one behind them. */
const WRAPPERS =
  /^(npx|pnpx|bunx|yarn|pnpm|npm|exec|env|cross-env|cross-env-shell|env-cmd|dotenv|dotenvx|c8|nyc|xvfb-run|node)$/;
const ASSIGNMENT = /^[A-Za-z_]\w*=/;
/** Flags that change nothing about which tests run, or that keep a run from ending. */
const LOSABLE =
  /^(--(coverage|ci|verbose|silent|passWithNoTests|runInBand|run|watch|watchAll|watch=\w+|watchAll=\w+|ui|color|colors|no-color|exit)|-i|-w|run|test|watch|dev)$/;
const WATCHING = /^(--watch|--watchAll|-w|watch|dev|--ui)$/;
const FAN_OUT =
  /\b(turbo|nx|lerna)\b|\bnpm\b.* (--workspaces|-ws|--workspace=\S+)\b|\bpnpm\b.* (-r|--recursive|--filter\S*)\b|\byarn workspaces?\b/;
const INDIRECT =
  /^(?:npm run|npm run-script|yarn(?: run)?|pnpm(?: run)?|bun run) ([\w:.-]+)(?: --silent| -s)?$/;

const CALL = /\b(?:npm run|npm run-script|yarn(?: run)?|pnpm(?: run)?) ([\w:.-]+)/g;

/** Longer scripts are taken for unknown: nobody writes such, and some of these patterns would take long. */
const SCRIPT_MAX = 4096;

/** Reads the script `test` of a package, and the one it only calls, among the package's scripts. */
export function readScript(
  script: string,
  scripts: Readonly<Record<string, unknown>>,
): ScriptReading {
  const own = readOwn(script);
  if (own.way !== "unknown") return own;
  const called = readCalled(script, scripts);
  if (called !== null) return called;
  // A variable reaches all that is called, however deep: so node can be asked for its reporter.
  return runsNodeTest(putInPlace(script, scripts)) ? { way: "node" } : own;
}

function readCalled(
  script: string,
  scripts: Readonly<Record<string, unknown>>,
): ScriptReading | null {
  const target = INDIRECT.exec(script.trim())?.[1];
  const inner = target === undefined ? undefined : scripts[target];
  if (typeof inner !== "string") return null;
  const reading = readOwn(inner);
  if (reading.way === "members") return reading;
  if (reading.way !== "script" && reading.way !== "direct") return null;
  // Words behind `npm run` are npm's own, so that the tool is called without that script.
  const because = `it only calls the script "${target}"`;
  const isLost = !isLosable(wordsOf(lastOf(inner)), reading.tool);
  return isLost ? null : { way: "direct", tool: reading.tool, because };
}

/** The script with those it calls by name in their place, two calls deep. */
function putInPlace(script: string, scripts: Readonly<Record<string, unknown>>): string {
  const once = (text: string) =>
    text.slice(0, SCRIPT_MAX).replaceAll(CALL, (call, name: string) => {
      const inner = scripts[name];
      return typeof inner === "string" ? inner.slice(0, SCRIPT_MAX) : call;
    });
  return once(once(script)).slice(0, SCRIPT_MAX);
}

function readOwn(script: string): ScriptReading {
  if (script.length > SCRIPT_MAX) return { way: "unknown" };
  const last = lastOf(script);
  const words = wordsOf(last);
  const tool = toolOf(words);
  if (tool !== null && !/[|&<>`]|\$\(/.test(last) && !words.some((word) => WATCHING.test(word))) {
    return { way: "script", tool };
  }
  if (runsNodeTest(script)) return { way: "node" };
  for (const command of script.split(/[;&|]+/)) {
    const own = wordsOf(command);
    const called = toolOf(own);
    if (called === null || !isLosable(own, called)) continue;
    const because = tool === null ? "it calls more behind it" : "it takes no further flags";
    return { way: "direct", tool: called, because };
  }
  return FAN_OUT.test(script) ? { way: "members" } : { way: "unknown" };
}

function lastOf(script: string): string {
  return (script.split(/&&|;/).at(-1) ?? "").trim();
}

function wordsOf(command: string): readonly string[] {
  return command.trim().split(/\s+/).filter((word) => word !== "");
}

/** The tool a command calls, by itself or through programs that run others. */
function toolOf(words: readonly string[]): NodeTool | null {
  const rest = words.filter((word) => !ASSIGNMENT.test(word));
  const at = WRAPPERS.test(rest[0] ?? "") ? rest.findIndex((word) => nameOfTool(word) !== null) : 0;
  const name = nameOfTool(rest[at] ?? "");
  const tool = NODE_TOOLS.find(({ id }) => id === name) ?? null;
  const command = rest.slice(at + 1).find((word) => !word.startsWith("-"));
  if (tool?.id === "playwright") return command === "test" ? tool : null;
  return tool?.id === "vitest" && /^(bench|list|typecheck|init)$/.test(command ?? "") ? null : tool;
}

/** `jest`, and `node_modules/jest/bin/jest.js`; a script of the project's own may have such a name too. */
function nameOfTool(word: string): string | null {
  const found = /^(?:(?:.*\/)?node_modules\/.*\/)?_?(jest|vitest|mocha|playwright)(?:\.[cm]?js)?$/
    .exec(word);
  if (found === null) return null;
  return word.includes("/") || !/\.[cm]?js$/.test(word) ? found[1]! : null;
}

function isLosable(words: readonly string[], tool: NodeTool): boolean {
  return words[0] === tool.id && words.slice(1).every((word) => LOSABLE.test(word));
}

/** True for scripts in which some `node` gets the flag `--test`. */
function runsNodeTest(script: string): boolean {
  return script.split(/[;&|]+/).some((command) => {
    const words = wordsOf(command);
    const at = words.indexOf("node");
    return at !== -1 && words.slice(at + 1).includes("--test");
  });
}
