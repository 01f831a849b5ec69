// @std/cli for a machine that reaches only the npm registry. Only `parseArgs`: the npm package's
// `cli/mod.js` cannot be loaded (it imports files that are not in it).

// @ts-types="./cli.d.ts"
export { parseArgs } from "deno-std/cli/parse_args.js";
