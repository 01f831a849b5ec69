// Answers: what do our files look like to other programs? Runs: `deno task schemas [--check]`.
// Writes docs/schemas/<id>.json. Exits 0; with --check 1 when something is out of date.

import { makeSchemaFiles } from "./make_schemas.ts";
import { writeGenerated } from "./write_generated.ts";

if (import.meta.main) {
  Deno.exit(await writeGenerated(makeSchemaFiles(), { args: Deno.args, task: "schemas" }));
}
