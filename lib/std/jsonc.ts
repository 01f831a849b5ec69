// @std/jsonc for a machine that reaches only the npm registry.

// @ts-types="./jsonc.d.ts"
export { parse } from "deno-std/jsonc/parse.js";
