import { JEST_TOOL } from "./jest.ts";
import { MOCHA_TOOL } from "./mocha.ts";
import type { NodeTool } from "./node_tool.ts";
import { PLAYWRIGHT_TOOL } from "./playwright.ts";
import { VITEST_TOOL } from "./vitest.ts";

/** Every tool that is found by the scripts of a package.json or by its own configuration. */
export const NODE_TOOLS: readonly NodeTool[] = [
  JEST_TOOL,
  VITEST_TOOL,
  MOCHA_TOOL,
  PLAYWRIGHT_TOOL,
];
