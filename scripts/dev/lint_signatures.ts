// Answers: is every row of the table of signatures its own proof? Runs: `deno task signatures`, with a
// qa.jsonc to look at its entries too: `deno task signatures qa.jsonc`. Writes nothing. Exits 0 when
// each specimen is claimed first by its row and no row is shadowed, unreachable, overlapping or slow;
// 1 with each fault named; 2 when the configuration cannot be read.

import { loadAllSignatures } from "../../lib/pipeline/check_signatures.ts";
import { lintSignatures } from "../../lib/classify/lint_signatures.ts";
import { readConfig } from "../../lib/config/read_config.ts";
import type { QaConfig } from "../../lib/model/config.ts";
import { explainProblem } from "../../lib/report/explain_problem.ts";

/** The configuration at a path; null without one. */
async function loadOwn(path: string | undefined): Promise<QaConfig | null> {
  if (path === undefined) return null;
  const read = readConfig(await Deno.readTextFile(path), path);
  if (read.ok) return read.value.config;
  console.error(explainProblem(read.error).message);
  Deno.exit(2);
}

if (import.meta.main) {
  const rows = await loadAllSignatures(await loadOwn(Deno.args[0]));
  const faults = lintSignatures(rows);
  for (const { kind, row, at, message } of faults) {
    console.log(`${row} ${at.join("/")}: ${kind}: ${message}`);
  }
  const specimens = rows.reduce((sum, row) => sum + row.specimens.length, 0);
  console.log(`${rows.length} rows, ${specimens} specimens, ${faults.length} faults`);
  Deno.exit(faults.length === 0 ? 0 : 1);
}
