import { assertEquals, assertStringIncludes } from "@std/assert";
import { TriageDiffJson } from "../../../lib/model/triage_diff_json.ts";
import type { TriageAccount } from "../../../lib/model/triage.ts";
import { makeTriageDiff } from "../../../lib/report/make_triage_diff.ts";
import { greenRecord, redRecord } from "../../support/sample_record.ts";
import { sampleChange, sampleCounts, sampleTriage } from "../../support/sample_triage.ts";

const FOLDER = "'/home/dev/my app/outputs/qa/logs/20261120T100000Z-a1b2c3/summary.json'";
const REPLAY =
  `cd '/home/dev/my app' && deno run -A /opt/qa/scripts/qa/qa_gate.ts --rerun-from ${FOLDER}`;

function make(changes: Partial<TriageAccount> = {}) {
  const record = { ...redRecord(), triage: sampleTriage(changes) };
  return TriageDiffJson.parse(makeTriageDiff(record));
}

Deno.test("makeTriageDiff() is null for a run without a baseline", () => {
  assertEquals(makeTriageDiff(greenRecord()), null);
});

Deno.test("makeTriageDiff() tells each change with its assertion, its reason and its command", () => {
  const { ranked_diagnostics: [first], recommended_commands, summary } = make();
  assertEquals([first?.rank, first?.kind, first?.before, first?.after], [
    1,
    "new-failure",
    "passed",
    "failed",
  ]);
  assertEquals(first?.first_failing_assertion, {
    type: "",
    message: "assert 1 == 2",
    file: "tests/test_sum.py",
    line: 12,
  });
  const command = `${REPLAY} --test unit::tests/test_sum.py::tests.test_sum::test_adds`;
  assertEquals(first?.replay_command, command);
  assertEquals(recommended_commands, {
    runner_repro_command: command,
    ranked_repro_commands: [command],
  });
  assertEquals([summary.regression_count, summary.new_failures], [1, 1]);
});

Deno.test("makeTriageDiff() has no command for what cannot be replayed", () => {
  const gone = sampleChange({ kind: "vanished", severity: "medium", after: null });
  const { ranked_diagnostics: [first], recommended_commands } = make({
    status: "stable",
    counts: sampleCounts({ vanished: 1 }),
    regressions: 0,
    changes: [gone],
  });
  assertEquals([first?.replay_command, first?.first_failing_assertion], [null, null]);
  assertEquals(recommended_commands, { runner_repro_command: null, ranked_repro_commands: [] });
});

Deno.test("makeTriageDiff() replays the suite whose failure no test tells", () => {
  const suite = {
    name: "lint",
    required: true,
    before: "passed",
    after: "failed",
    isRegression: true,
    why: "it failed",
  } as const;
  const { suites, recommended_commands } = make({ changes: [], suites: [suite], regressions: 1 });
  assertStringIncludes(suites[0]?.replay_command ?? "", "--suite lint");
  assertEquals(recommended_commands.runner_repro_command, suites[0]?.replay_command);
});

Deno.test("makeTriageDiff() has no command for what passes now", () => {
  const { before, after } = sampleChange();
  const fixed = sampleChange({ kind: "fixed", before: after, after: before });
  const [only] = make({ changes: [fixed], regressions: 0 }).ranked_diagnostics;
  assertEquals([only?.kind, only?.after, only?.replay_command], ["fixed", "passed", null]);
});

Deno.test("makeTriageDiff() replays all that failed where the regressions are too many to name", () => {
  const changes = Array.from({ length: 30 }, (_, at) => sampleChange({ id: `unit::t${at}` }));
  const { recommended_commands } = make({ changes, regressions: 30 });
  const { runner_repro_command: all, ranked_repro_commands: single } = recommended_commands;
  assertEquals([all?.includes("--test"), single.length], [false, 20]);
  const some = make({ changes: changes.slice(0, 2), regressions: 2 });
  assertEquals(
    some.recommended_commands.runner_repro_command,
    `${REPLAY} --test unit::t0 --test unit::t1`,
  );
});
