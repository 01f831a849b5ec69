import { assertEquals } from "@std/assert";
import type { FaultCase } from "../../support/fault_case.ts";
import { inTurn } from "../../support/in_turn.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { requireRoot } from "../../support/require_root.ts";
import { FAULT_CASES } from "./catalogue.ts";
import { driveGate } from "./drive_gate.ts";
import { explainScore, scoreCase } from "./scoreboard.ts";

const needs = await requireDocker({ images: ["busybox", "python"] });
const needsRoot = { ignore: needs.ignore || requireRoot("dockerd").ignore };
/** `all`, or a pattern for the titles of cases: `QA_FAULTS='^5[0-9]'`. */
const wanted = Deno.env.get("QA_FAULTS") ?? "";
const AT_ONCE = 3;

async function findProblems(rows: readonly FaultCase[]): Promise<readonly string[]> {
  const found = await inTurn(rows, AT_ONCE, async (row) => {
    const answer = await driveGate(row);
    const problems = explainScore(scoreCase(row, answer));
    console.log(`  ${row.id} ${row.title}: ${answer.verdict}, ${Math.round(answer.durationMs)} ms`);
    for (const problem of problems) console.log(`    !!! ${problem}`);
    return problems.map((problem) => `${problem}\n${answer.said.trim()}`);
  });
  return found.flat();
}

Deno.test("FAULT_CASES have a number each, that no other has", () => {
  const ids = FAULT_CASES.map(({ id }) => id);
  assertEquals(ids.filter((id, at) => ids.indexOf(id) !== at), []);
});

Deno.test({
  name: "qa_gate is right about the common faults of the catalogue",
  ...needsRoot,
  async fn() {
    assertEquals(await findProblems(FAULT_CASES.filter((row) => row.isCommon)), []);
  },
});

const rows = FAULT_CASES.filter((row) =>
  wanted === "all" || new RegExp(wanted).test(`${row.id} ${row.title}`)
);
Deno.test({
  name: "qa_gate is right about every fault of the catalogue",
  // The scoreboard goes through all of them as well.
  ignore: needsRoot.ignore || wanted === "" || rows.length === 0 || Deno.env.has("QA_SCOREBOARD"),
  async fn() {
    assertEquals(await findProblems(rows), []);
  },
});
