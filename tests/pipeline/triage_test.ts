import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/triage_run.ts";
import "../../lib/pipeline/load_baseline.ts";
import "../../lib/pipeline/try_again.ts";
import first from "../../fixtures/runners/pytest/flaky/first.xml" with { type: "text" };
import second from "../../fixtures/runners/pytest/flaky/second.xml" with { type: "text" };
import passed from "../../fixtures/runners/pytest/flaky/passed.xml" with { type: "text" };
import { SummaryJson } from "../../lib/model/summary_json.ts";
import { TriageDiffJson } from "../../lib/model/triage_diff_json.ts";
import { engineHost, type FakeContainer } from "../support/fake_engine.ts";
import type { FakeHost } from "../support/fake_host.ts";

const OUTPUTS = "/project/outputs/qa";
const NEVER = "unit::test_flaky.py::test_flaky::test_never";
const AGAIN = "unit::test_flaky.py::test_flaky::test_second_time";

/** The report of two failures, one failure, none. */
const [both, one, none] = [first, second, passed];
const red = (report: string): FakeContainer => ({ report, exitCode: 1 });
const never = red(one);

const SUITES = [
  { name: "unit", runner: "pytest", failsafe: true },
  { name: "lint", kind: "check", runner: "command", command: ["lint"] },
];

function open(
  containers: Readonly<Record<string, FakeContainer>>,
  before: FakeHost | null = null,
): FakeHost {
  const config = { container: { image: "shop:1", network: "none" }, suites: SUITES };
  const kept = before?.files.paths().filter((path) => path.startsWith(OUTPUTS)) ?? [];
  const files = Object.fromEntries(kept.map((path) => [path, before!.files.text(path)]));
  return engineHost({
    files: { "/project/qa.jsonc": JSON.stringify(config), ...files },
    startsAt: before === null ? "2026-11-20T10:00:00.000Z" : "2026-11-20T11:00:00.000Z",
    environment: { PATH: "/usr/bin", QA_HISTORY: "off" },
  }, { containers: { lint: {}, ...containers } });
}

/** A run, and one after it that is compared with it. */
async function compare(
  before: Readonly<Record<string, FakeContainer>>,
  after: Readonly<Record<string, FakeContainer>>,
  ...args: string[]
) {
  const baseline = open(before);
  await qaGate(baseline, ["--run-id", "base"]);
  const host = open(after, baseline);
  const exit = await qaGate(host, ["--run-id", "next", "--diff-from", "latest", ...args]);
  const read = (name: string): unknown => JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
  return {
    exit,
    host,
    summary: SummaryJson.parse(read("summary.json")),
    diff: TriageDiffJson.parse(read("triage_diff.json")),
    out: host.stdout(),
  };
}

Deno.test("qaGate() says what is new since the run before, with the commands that show it", async () => {
  const { exit, diff, summary, out, host } = await compare({ unit: never }, { unit: red(both) });
  assertEquals([exit, diff.status, diff.baseline.run_id], [1, "regression", "base"]);
  assertEquals(diff.ranked_diagnostics.map(({ kind, id }) => [kind, id]), [
    ["new-failure", AGAIN],
    ["known-failure", NEVER],
    ["new-test", "unit::test_flaky.py::test_flaky::test_steady"],
  ]);
  assertEquals(summary.triage_diff, {
    status: "regression",
    regression_count: 1,
    baseline: "base",
    path: "triage_diff.json",
  });
  assertStringIncludes(out, "since base: regression (1 new failure, 1 known failure, 1 new test)");
  assertStringIncludes(out, `--test ${AGAIN}`);
  const instructions = host.files.text(`${OUTPUTS}/RUN_INSTRUCTIONS.md`);
  assertStringIncludes(instructions, "## Since the baseline");
  // The command that repeats this run must not compare it with itself.
  assertStringIncludes(summary.rerun.command, `--diff-from ${OUTPUTS}/logs/base`);
});

Deno.test("qaGate() --only-regressions passes where all that fails is known, and says so", async () => {
  const { exit, summary, diff, out } = await compare(
    { unit: never },
    { unit: never },
    "--only-regressions",
  );
  assertEquals([exit, summary.verdict, diff.status], [0, "passed", "known_failures_only"], out);
  assertEquals([diff.only_regressions, diff.excused_suites], [true, ["unit"]]);
  assertStringIncludes(summary.why, "1 known failure in unit");
  assertEquals([summary.counts.failed, summary.failed_unit_names], [1, ["unit"]]);
});

Deno.test("qaGate() without --only-regressions stays red for a known failure", async () => {
  const { exit, diff } = await compare({ unit: never }, { unit: never });
  assertEquals([exit, diff.status], [1, "known_failures_only"]);
});

for (
  const [what, before, after, expected] of [
    ["a new failure", { unit: never }, { unit: red(both) }, 1],
    ["a check that failed only now", { unit: never }, { unit: never, lint: { exitCode: 1 } }, 1],
    ["a crash", { unit: never }, { unit: { exitCode: 139 } }, 1],
    ["a missing report", { unit: never }, { unit: {} }, 4],
    ["a report that is cut", { unit: never }, { unit: red(one.slice(0, -14)) }, 1],
    ["a report that lost its failure", { unit: never }, { unit: red(one.slice(0, -40)) }, 4],
    ["another exit code", { unit: never }, { unit: { report: one, exitCode: 3 } }, 1],
    ["a lost container", { unit: never }, { unit: { lost: "gone" } }, 4],
  ] as const
) {
  Deno.test(`qaGate() --only-regressions does not excuse ${what}`, async () => {
    const { exit, out } = await compare(before, after, "--only-regressions");
    assertEquals(exit, expected, out);
  });
}

Deno.test("qaGate() --only-regressions excuses a check that failed before with that exit code", async () => {
  const lint = { exitCode: 2 };
  const { exit, diff } = await compare(
    { unit: { report: none }, lint },
    { unit: { report: none }, lint },
    "--only-regressions",
  );
  assertEquals([exit, diff.status, diff.excused_suites], [0, "known_failures_only", ["lint"]]);
});

Deno.test("qaGate() calls tests of a suite that was lost neither vanished nor fixed", async () => {
  const { diff } = await compare({ unit: never }, { unit: { exitCode: 139 } });
  const { summary, comparable } = diff;
  assertEquals([summary.vanished, summary.fixed, summary.not_told > 0], [0, 0, true]);
  assertEquals(comparable.is_complete, false);
  assert(comparable.reasons.some((reason) => reason.startsWith("unit tells not all")));
});

Deno.test("qaGate() calls it improved when what failed passes", async () => {
  const green = {
    report: one.replace(/<failure.*?<\/failure>/s, "").replace('failures="1"', 'failures="0"'),
  };
  const { exit, diff } = await compare({ unit: never }, { unit: green });
  assertEquals([exit, diff.status, diff.summary.fixed], [0, "improved", 1]);
});

Deno.test("qaGate() compares with a summary that stands alone, as far as that goes", async () => {
  const baseline = open({ unit: never });
  await qaGate(baseline, ["--run-id", "base"]);
  const host = open({ unit: red(both) });
  host.files.put("/mail/summary.json", baseline.files.text(`${OUTPUTS}/summary.json`));
  const exit = await qaGate(host, ["--diff-from", "/mail/summary.json"]);
  const diff = TriageDiffJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/triage_diff.json`)));
  assertEquals([exit, diff.status, diff.comparable.is_complete], [1, "regression", false]);
  const told = diff.ranked_diagnostics.map(({ kind, id }) => [kind, id]);
  assertEquals(told, [["new-failure", AGAIN], ["known-failure", NEVER]]);
  assertEquals([diff.summary.new_tests, diff.summary.not_told], [0, 1]);
});

Deno.test("qaGate() counts lines of a baseline that are no tests, and hides nothing behind them", async () => {
  const baseline = open({ unit: never });
  await qaGate(baseline, ["--run-id", "base"]);
  const path = `${OUTPUTS}/logs/base/suites/unit/container-1/tests.jsonl`;
  const evil = `\0\u001b[2J${"[".repeat(100_000)}\n{"__proto__":{"id":"x"}}\n{"id":"unit::a`;
  baseline.files.put(path, evil);
  const host = open({ unit: never }, baseline);
  const exit = await qaGate(host, ["--diff-from", "base", "--only-regressions"]);
  const diff = TriageDiffJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/triage_diff.json`)));
  assertEquals([exit, diff.status, diff.summary.tests_before], [1, "regression", 0]);
  assertEquals(diff.comparable.reasons.slice(0, 2), [
    "3 lines of the baseline are no test",
    "the last line of a file of the baseline has no end",
  ]);
});

Deno.test("qaGate() refuses a baseline that is missing or corrupt before anything runs", async () => {
  for (
    const [args, word] of [
      [["--diff-from", "nothing"], "nothing"],
      [["--diff-from", "latest"], "there is no run"],
      [["--diff-from", "/mail/summary.json"], "summary.json"],
      [["--only-regressions"], "--diff-from"],
    ] as const
  ) {
    const host = open({ unit: never });
    host.files.put("/mail/summary.json", '{"schema":"qa.summary.v1"');
    assertEquals(await qaGate(host, args), 2, args.join(" "));
    assertStringIncludes(host.stderr(), word);
    assertEquals(host.calls.filter(({ argv }) => argv[1] === "create").length, 0);
    assertEquals(host.files.paths().filter((path) => path.startsWith(`${OUTPUTS}/logs`)), []);
  }
});

Deno.test("qaGate() without a baseline leaves no triage_diff.json", async () => {
  const host = open({ unit: never });
  await qaGate(host, []);
  assertEquals(host.files.paths().filter((path) => path.endsWith("triage_diff.json")), []);
  const summary = SummaryJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/summary.json`)));
  assertEquals(summary.triage_diff, null);
});
