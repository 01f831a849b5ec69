import { assertEquals } from "@std/assert";
import { inTurn } from "../../support/in_turn.ts";
import { requireDocker } from "../../support/require_docker.ts";
import { allProxyCases, COMMON_CASES, type ProxyCase } from "./proxy_cases.ts";
import { nameCase, runProxyCase } from "./run_proxy_case.ts";

const needs = await requireDocker({ images: ["busybox"] });
/** `all`, or a pattern for the names of cells: `QA_FAULTS='start (hang|late)'`. */
const wanted = Deno.env.get("QA_FAULTS") ?? "";
const AT_ONCE = 3;

/** Runs cells, tells each as it ends, and gives what is wrong with them. */
async function findProblems(rows: readonly ProxyCase[]): Promise<readonly string[]> {
  const outcomes = await inTurn(rows, AT_ONCE, async (row) => {
    const outcome = await runProxyCase(row);
    const { verdict, isHit, durationMs, problems } = outcome;
    const how = isHit ? verdict : `${verdict} (the call was not made)`;
    console.log(`  ${nameCase(row)}: ${how}, ${Math.round(durationMs)} ms`);
    for (const problem of problems) console.log(`    !!! ${problem}`);
    return outcome;
  });
  return outcomes.flatMap(({ name, problems, said }) =>
    problems.map((problem) => `${name}: ${problem}\n${said.trim()}`)
  );
}

Deno.test({
  name:
    "qa_gate is right, tidy and in time, whichever call of the engine's API fails: the common cells",
  ...needs,
  async fn() {
    assertEquals(await findProblems(COMMON_CASES), []);
  },
});

const rows = allProxyCases().filter((row) =>
  wanted === "all" || new RegExp(wanted).test(nameCase(row))
);
for (const call of new Set(wanted === "" ? [] : rows.map((row) => row.call))) {
  Deno.test({
    name: `qa_gate is right, tidy and in time when the engine fails it: ${call}`,
    ...needs,
    async fn() {
      assertEquals(await findProblems(rows.filter((row) => row.call === call)), []);
    },
  });
}
