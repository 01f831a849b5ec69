import { assert } from "@std/assert";
import { RUNNERS } from "../../support/all_runners.ts";
import type { TestTarget } from "../../../lib/model/runner.ts";
import { checkRun } from "../../support/check_artifacts.ts";
import { runGate } from "../../support/run_gate.ts";
import { PLAIN } from "./count_outcomes.ts";

/** What of a project ran when only these tests were selected: all that was not skipped, as targets. */
export async function runSelected(
  root: string,
  runner: string,
  targets: readonly TestTarget[],
): Promise<readonly TestTarget[]> {
  const selection = RUNNERS.find(({ id }) => id === runner)?.select(targets);
  assert(selection, `${runner} cannot select`);
  const { paths, args } = selection;
  const suite = { name: "unit", runner, failsafe: true, paths, args };
  await Deno.writeTextFile(`${root}/qa.jsonc`, JSON.stringify({ suites: [suite] }));
  const end = await runGate(root, ["--mode", "failsafe"], { env: PLAIN });
  const { tests } = await checkRun(end);
  const ran = tests.filter(({ outcome }) => outcome !== "skipped" && outcome !== "not-run");
  return ran.map((test) => ({ file: test.file, class: test.class, name: test.name }));
}
