// Answers: what do the kinds of gates find in their scenarios? Runs: `deno task fixtures:gates [--check]`.
// Writes fixtures/gates/<kind>/<scenario>/expected.json, and lib/catalog/gate_scenarios.jsonl for the self-test.
// Exits 0; with --check 1 when something is out of date.

import { runMain } from "../../lib/host/run_main.ts";
import { makeGateFixtures } from "./make_gate_fixtures.ts";
import { writeGenerated } from "./write_generated.ts";

if (import.meta.main) {
  runMain(
    async (host, args) =>
      await writeGenerated(await makeGateFixtures(host), { args, task: "fixtures:gates" }),
    Deno.args,
  );
}
