// @std/yaml for a machine that reaches only the npm registry.

// @ts-types="./yaml.d.ts"
export { parseAll } from "deno-std/yaml/parse.js";
