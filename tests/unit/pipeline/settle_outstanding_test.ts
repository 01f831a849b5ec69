import { assertEquals } from "@std/assert";
import type { TestOutcome } from "../../../lib/model/outcome.ts";
import type { Plan } from "../../../lib/model/plan.ts";
import type { SuiteRecord } from "../../../lib/model/run_record.ts";
import { settleOutstanding } from "../../../lib/pipeline/settle_outstanding.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { sampleSuite, sampleTest } from "../../support/sample_suite.ts";

const LEFT = { state: "failed", why: "failed, and was not asked for" } as const;

/** A plan that has promised these tests of the suite unit, and has left those out. */
function planOf(tests: readonly string[], left: readonly string[]): Plan {
  const suites = [{ suite: "unit", scope: "tests", tests, why: "failed" }] as const;
  const outstanding = left.map((test) => ({ suite: "unit", test, ...LEFT }));
  const replay = { runIds: [], records: [], differences: [], suites, outstanding };
  return { ...SAMPLE_PLAN, replay };
}

async function find(
  asked: readonly string[],
  told: Readonly<Record<string, TestOutcome>>,
  changes: Partial<SuiteRecord> = {},
  left: readonly string[] = [],
) {
  const suite = { ...sampleSuite(), name: "unit", ...changes };
  const folder = suite.merged?.folder ?? suite.executions[0]?.folder ?? "";
  const lines = Object.entries(told).map(([id, outcome]) =>
    `${
      JSON.stringify(sampleTest({ id, outcome, message: outcome === "skipped" ? "later" : "" }))
    }\n`
  );
  const host = fakeHost({ files: { [`/run/${folder}/tests.jsonl`]: lines.join("") } });
  return await settleOutstanding(host, {
    plan: planOf(asked, left),
    suites: [suite],
    folder: "/run",
  });
}

Deno.test("settleOutstanding() finds nothing where every test has an answer", async () => {
  assertEquals(
    await find(["unit::a", "unit::b"], { "unit::a": "passed", "unit::b": "failed" }),
    [],
  );
});

Deno.test("settleOutstanding() names what the report does not tell, what was skipped and what did not run", async () => {
  const found = await find(["unit::a", "unit::b", "unit::c", "unit::d"], {
    ...{ "unit::b": "skipped", "unit::c": "not-run", "unit::d": "passed", "unit::e": "passed" },
  });
  assertEquals(found.map(({ test, state, why }) => [test, state, why]), [
    ["unit::a", "removed", "is not in the new report: it was renamed, removed or not collected"],
    ["unit::b", "skipped", "was skipped this time: later"],
    ["unit::c", "not-run", "did not run this time"],
  ]);
});

Deno.test("settleOutstanding() names a whole suite that gave no answer", async () => {
  for (const outcome of ["not-run", "lost", "cancelled"] as const) {
    const found = await find(["unit::a"], { "unit::a": "passed" }, { outcome, why: "no engine" });
    assertEquals(found, [{
      suite: "unit",
      test: null,
      state: outcome === "cancelled" ? "cancelled" : "not-run",
      why: "gave no answer: no engine",
    }]);
  }
});

Deno.test("settleOutstanding() does not miss a suite that is not among those that ran", async () => {
  const found = await find(["unit::a"], {}, { name: "other" });
  assertEquals(found.map(({ suite, why }) => [suite, why]), [["unit", "did not run"]]);
});

Deno.test("settleOutstanding() keeps what was left out, after what is news", async () => {
  const found = await find(["unit::a"], {}, {}, ["unit::b", "unit::c"]);
  assertEquals(found.map(({ test, state }) => [test, state]), [
    ["unit::a", "removed"],
    ["unit::b", "failed"],
    ["unit::c", "failed"],
  ]);
});

Deno.test("settleOutstanding() takes off what was left out and ran all the same", async () => {
  const told = { "unit::a": "passed", "unit::b": "passed", "unit::c": "failed" } as const;
  const found = await find(["unit::a"], { ...told, "unit::d": "skipped" }, {}, [
    ...["unit::b", "unit::c", "unit::d"],
  ]);
  assertEquals(found.map(({ test }) => test), ["unit::d"]);
});
