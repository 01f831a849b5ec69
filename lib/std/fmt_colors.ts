// @std/fmt/colors for a machine that reaches only the npm registry.

// @ts-types="./fmt_colors.d.ts"
export {
  bold,
  cyan,
  dim,
  getColorEnabled,
  gray,
  green,
  red,
  setColorEnabled,
  stripAnsiCode,
  yellow,
} from "deno-std/fmt/colors.js";
