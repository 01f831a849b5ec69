import { assertEquals, assertStringIncludes } from "@std/assert";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/run_suite_locally.ts";
import "../../lib/pipeline/try_again.ts";
import "../../lib/classify/explain_quarantine.ts";
import "../../lib/plan/rank_suites.ts";
import "../../lib/pipeline/with_history.ts";
import "../../lib/write/query_history.ts";
import green from "../../fixtures/runners/pytest/green/report.xml" with { type: "text" };
import first from "../../fixtures/runners/pytest/flaky/first.xml" with { type: "text" };
import second from "../../fixtures/runners/pytest/flaky/second.xml" with { type: "text" };
import passed from "../../fixtures/runners/pytest/flaky/passed.xml" with { type: "text" };
import { ResultsJson } from "../../lib/model/results_json.ts";
import { SummaryJson } from "../../lib/model/summary_json.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { historyPath, openHistory } from "../../lib/write/open_history.ts";
import { recordHistory } from "../../lib/write/record_history.ts";
import { engineHost, type FakeContainer } from "../support/fake_engine.ts";
import type { FakeHost } from "../support/fake_host.ts";
import type { FakeProgram } from "../support/fake_programs.ts";

const OUTPUTS = "/project/outputs/qa";
const STARTS_AT = "2026-11-20T10:00:00.000Z";
const NEVER = "unit::test_flaky.py::test_flaky::test_never";
const AGAIN = "unit::test_flaky.py::test_flaky::test_second_time";

/** Fails the way pytest does. */
const red = (report: string): FakeContainer => ({ report, exitCode: 1 });
const both = first;
/** Only `test_second_time` fails. */
const onlyFlaky = first.replace(/<testcase[^>]*name="test_never"[^>]*><failure.*?<\/testcase>/s, "")
  .replace('failures="2"', 'failures="1"').replace('tests="3"', 'tests="2"');

interface Scene {
  readonly config?: object;
  readonly containers: Readonly<Record<string, FakeContainer>>;
  readonly suites?: readonly object[];
  readonly programs?: readonly FakeProgram[];
  readonly files?: Readonly<Record<string, string>>;
}

function open({ config = {}, containers, suites, programs = [], files = {} }: Scene): FakeHost {
  const text = JSON.stringify({
    container: { image: "shop:1", network: "none" },
    suites: suites ?? [{ name: "unit", runner: "pytest", failsafe: true }],
    ...config,
  });
  return engineHost({
    files: { "/project/qa.jsonc": text, ...files },
    programs,
    startsAt: STARTS_AT,
    environment: { PATH: "/usr/bin" },
  }, { containers });
}

async function gate(host: FakeHost, ...args: string[]) {
  const exit = await qaGate(host, args);
  const read = (name: string): unknown => JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
  const lines = host.files.text(`${OUTPUTS}/tests.jsonl`).split("\n").slice(0, -1);
  const results = ResultsJson.parse(read("results.json"));
  return {
    exit,
    results,
    unit: results.suites.find(({ name }) => name === "unit"),
    summary: SummaryJson.parse(read("summary.json")),
    tests: lines.map((line) => TestRecord.parse(JSON.parse(line))),
    out: host.stdout(),
    err: host.stderr(),
    creates: host.calls.filter(({ argv }) => argv[1] === "create").length,
  };
}

Deno.test("qaGate() is flaky when a test passes only in a second container", async () => {
  const containers = { unit: red(onlyFlaky), "unit#2": { report: passed } };
  const { exit, results, unit, summary, tests, out } = await gate(
    open({ containers }),
    "--retries",
    "2",
  );
  assertEquals([exit, results.verdict, unit?.outcome], [0, "flaky", "passed"], out);
  assertEquals([results.total, results.passed, results.failed, results.flaky], [2, 2, 0, 1]);
  assertEquals(unit?.executions.map(({ folder, outcome }) => [folder, outcome]), [
    ["suites/unit/container-1", "failed"],
    ["suites/unit/container-2", "passed"],
  ]);
  const flaky = tests.find(({ id }) => id === AGAIN);
  assertEquals([flaky?.outcome, flaky?.attempt], ["flaky", 2]);
  assertEquals(flaky?.earlier.map(({ outcome }) => outcome), ["failed"]);
  assertEquals(tests.length, 2);
  assertEquals(summary.flaky.map(({ id, tries }) => [id, tries]), [[AGAIN, 2]]);
  assertStringIncludes(out, `flaky: ${AGAIN} passed in try 2, before: AssertionError: try 0`);
});

Deno.test("qaGate() exits 7 for a flaky test when asked to fail on it", async () => {
  const containers = { unit: red(onlyFlaky), "unit#2": { report: passed } };
  const { exit, results } = await gate(
    open({ containers, config: { retries: 1, fail_on_flaky: true } }),
  );
  assertEquals([exit, results.verdict], [7, "flaky"]);
});

Deno.test("qaGate() stays red for what fails again, and says what was only flaky", async () => {
  const containers = { unit: red(both), "unit#2": red(second), "unit#3": red(second) };
  const { exit, unit, tests, creates } = await gate(open({ containers }), "--retries", "2");
  assertEquals([exit, unit?.outcome, unit?.failed, unit?.flaky, creates], [1, "failed", 1, 1, 3]);
  const never = tests.find(({ id }) => id === NEVER);
  assertEquals([never?.outcome, never?.earlier.length], ["failed", 2]);
});

Deno.test("qaGate() keeps a failure that the second attempt did not run", async () => {
  const containers = { unit: red(both), "unit#2": { report: passed } };
  const { exit, unit } = await gate(open({ containers }), "--retries", "1");
  assertEquals([exit, unit?.outcome, unit?.failed, unit?.flaky], [1, "failed", 1, 1]);
});

for (
  const [what, again] of Object.entries<FakeContainer>({
    "crashes": { exitCode: 139 },
    "leaves no report": {},
    "is cut": { report: passed.slice(0, -40) },
    "is lost": { lost: "gone" },
    "has no trailer": { report: passed, lacks: "trailer" },
    "contradicts its exit code": { report: second },
  })
) {
  Deno.test(`qaGate() stays red when the second attempt ${what}`, async () => {
    const containers = { unit: red(onlyFlaky), "unit#2": again };
    const { exit, unit, results } = await gate(open({ containers }), "--retries", "3");
    assertEquals([exit, unit?.outcome, results.failed], [1, "failed", 1]);
    assertStringIncludes(unit?.why ?? "", "attempt 2");
    assertEquals(unit?.executions.length, 2);
  });
}

for (
  const [what, container] of Object.entries<FakeContainer>({
    "a crash": { exitCode: 139 },
    "a timeout": { hangs: true },
    "a missing report": {},
    "a collection error": { report: both, exitCode: 2 },
    "a cut report": red(both.slice(0, -40)),
  })
) {
  Deno.test(`qaGate() does not try ${what} again`, async () => {
    const { exit, creates } = await gate(
      open({ containers: { unit: container } }),
      "--retries",
      "3",
      "--timeout",
      "1",
    );
    assertEquals([exit === 0, creates], [false, 1]);
  });
}

Deno.test("qaGate() does not try a mass failure again, and says so", async () => {
  const { exit, unit, creates, out } = await gate(
    open({ containers: { unit: red(both) } }),
    "--retries",
    "1",
    "--max-rerun-failures",
    "1",
  );
  assertEquals([exit, creates], [1, 1]);
  assertStringIncludes(unit?.why ?? "", "2 tests failed, and more than 1 are not tried again");
  assertStringIncludes(out, "more than 1 are not tried again");
});

Deno.test("qaGate() tries again in the failsafe too", async () => {
  const reports = [onlyFlaky, passed];
  const host: FakeHost = open({
    containers: {},
    programs: reports.map((report, at) => ({
      match: ([program]) => program === "python3",
      times: 1,
      code: at === 0 ? 1 : 0,
      delayMs: 10,
      effect: ({ argv }) => {
        const path = argv.find((word) => word.startsWith("--junitxml="));
        if (path) host.files.put(path.slice("--junitxml=".length), report);
      },
    })),
  });
  const { exit, unit, results } = await gate(host, "--mode", "failsafe", "--retries", "1");
  assertEquals([exit, results.verdict, unit?.place], [0, "degraded", "failsafe"]);
  assertEquals([unit?.flaky, unit?.attempts], [1, 2]);
  assertStringIncludes(results.why, "passed only when tried again");
});

const ENTRY = {
  id: "unit::*::test_never",
  class: "FLAKE-LOGIC",
  owner: "ann",
  reason: "one is not two",
  issue: "SHOP-12",
  expires: "2026-11-20",
};

Deno.test("qaGate() passes with a failure in quarantine, and always shows it", async () => {
  const host = open({ containers: { unit: red(second) }, config: { quarantine: [ENTRY] } });
  const { exit, results, summary, out, tests } = await gate(host);
  assertEquals([exit, results.verdict], [0, "passed"], out);
  assertEquals([results.failed, results.quarantined, results.passed], [0, 1, 1]);
  assertEquals<unknown>(results.quarantine, [
    { ...ENTRY, expired: false, matched: "yes", excused: [NEVER] },
  ]);
  assertEquals(summary.quarantined.map(({ id, entry }) => [id, entry]), [[NEVER, ENTRY.id]]);
  assertEquals(tests.find(({ id }) => id === NEVER)?.quarantine, ENTRY.id);
  assertStringIncludes(out, `quarantined: ${NEVER} (FLAKE-LOGIC, ann, until 2026-11-20)`);
});

Deno.test("qaGate() does not excuse the day after, and says so loudly", async () => {
  const quarantine = [{ ...ENTRY, expires: "2026-11-19" }];
  const host = open({ containers: { unit: red(second) }, config: { quarantine } });
  const { exit, results, summary, out } = await gate(host);
  assertEquals([exit, results.failed, results.quarantined], [1, 1, 0]);
  assertStringIncludes(out, "quarantine EXPIRED on 2026-11-19");
  assertEquals(summary.warnings.some((text) => text.includes("EXPIRED")), true);
  assertStringIncludes(summary.findings[0]?.message ?? "", "expired on 2026-11-19");
});

Deno.test("qaGate() tries again only what quarantine does not excuse", async () => {
  const containers = { unit: red(both), "unit#2": { report: passed } };
  const host = open({ containers, config: { quarantine: [ENTRY], retries: 1 } });
  const { exit, results } = await gate(host);
  assertEquals([exit, results.verdict], [0, "flaky"]);
  assertEquals([results.flaky, results.quarantined, results.failed], [1, 1, 0]);
});

Deno.test("qaGate() names quarantine entries that match nothing, where all was seen", async () => {
  const quarantine = [
    { ...ENTRY, id: "unit::*::test_gone" },
    { ...ENTRY, id: "e2e::*::test_gone" },
  ];
  const suites = [{ name: "unit", runner: "pytest" }, {
    name: "e2e",
    runner: "pytest",
    profiles: ["ci"],
  }];
  const host = open({ containers: { unit: { report: green } }, suites, config: { quarantine } });
  const { exit, summary, results } = await gate(host);
  assertEquals([exit, results.quarantine.map(({ matched }) => matched)], [0, ["no", "unknown"]]);
  assertEquals(summary.warnings.filter((text) => text.includes("matches no test")).length, 1);
});

Deno.test("qaGate() excuses no crash, no timeout and no missing proof by quarantine", async () => {
  const scenes: readonly FakeContainer[] = [
    { report: second, exitCode: 139 },
    { report: second, hangs: true },
    { report: second, exitCode: 2 },
    { report: second, exitCode: 0 },
    red(second.slice(0, -30)),
  ];
  for (const container of scenes) {
    const host = open({ containers: { unit: container }, config: { quarantine: [ENTRY] } });
    const { exit } = await gate(host, "--timeout", "1");
    assertEquals(exit === 0, false, JSON.stringify(container));
  }
});

Deno.test("qaGate() starts nothing more after a required suite failed, when it is to fail fast", async () => {
  const suites = ["unit", "more", "last"].map((name) => ({ name, runner: "pytest" }));
  const passes = { report: green };
  const containers = { unit: red(both), more: passes, last: passes };
  const host = open({ containers, suites, config: { jobs: 1 } });
  const { exit, results, creates } = await gate(host, "--fail-fast");
  assertEquals([exit, results.verdict, creates], [1, "failed", 1]);
  assertEquals(results.suites.map(({ outcome }) => outcome), ["failed", "not-run", "not-run"]);
  assertStringIncludes(results.suites[1]?.why ?? "", "fail fast");
});

Deno.test("qaGate() ends what runs and starts nothing more when the deadline passes", async () => {
  const suites = ["unit", "more"].map((name) => ({ name, runner: "pytest", failsafe: true }));
  const containers = { unit: { hangs: true }, more: { report: green } };
  const host = open({ containers, suites, config: { jobs: 1 } });
  const { exit, results } = await gate(host, "--deadline", "2s");
  assertEquals([exit, results.verdict], [1, "failed"]);
  assertEquals(results.suites.map(({ outcome }) => outcome), ["timed-out", "not-run"]);
  assertStringIncludes(results.suites[0]?.why ?? "", "the deadline of the run (2s) passed");
  assertStringIncludes(results.suites[1]?.why ?? "", "deadline");
  assertEquals(host.calls.some(({ argv }) => argv[1] === "stop"), true);
});

Deno.test("qaGate() is never green when the deadline kept a required suite from running", async () => {
  const suites = [
    { name: "unit", runner: "pytest", failsafe: true },
    { name: "slow", runner: "pytest", required: false },
    { name: "more", runner: "pytest", failsafe: true },
  ];
  const containers = { unit: { report: green }, slow: { hangs: true }, more: { report: green } };
  const host = open({ containers, suites, config: { jobs: 1, deadline: "2s" } });
  const { exit, results } = await gate(host);
  assertEquals([exit, results.verdict], [5, "incomplete"]);
  assertEquals(results.suites.map(({ outcome }) => outcome), ["passed", "timed-out", "not-run"]);
});

Deno.test("qaGate() starts nothing when the deadline passes before the engine has answered", async () => {
  const script = { files: { "/project/qa.jsonc": TWO_SUITES } };
  const host = engineHost(script, { version: { hangs: true } });
  const { exit, results } = await gate(host, "--deadline", "2s");
  assertEquals([exit, results.verdict], [5, "incomplete"]);
  assertEquals(results.suites.map(({ outcome }) => outcome), ["not-run", "not-run"]);
  // Of virtual time, so it is exact: an engine is given five seconds, and the run has only two.
  assertEquals(results.duration_ms < 5000, true, `${results.duration_ms} ms`);
});

const TWO_SUITES = JSON.stringify({
  container: { image: "shop:1" },
  suites: ["unit", "more"].map((name) => ({ name, runner: "pytest", failsafe: true })),
});

/** Puts a run of these suites into the history. */
async function rememberSuites(
  host: FakeHost,
  suites: readonly { readonly name: string; readonly durationMs: number }[],
): Promise<void> {
  const opened = await openHistory(host, historyPath(OUTPUTS));
  if (!opened.ok) throw new Error("no history");
  const run = {
    runId: "earlier",
    startedAt: STARTS_AT,
    commit: null,
    dirty: false,
    verdict: "passed",
    isEvidence: true,
    isWhole: true,
    suites: suites.map((suite) => ({ ...suite, outcome: "passed" })),
    joinedFrom: [],
  };
  async function* none(): AsyncGenerator<never> {}
  const added = await recordHistory(opened.value.database, run, none());
  if (!added.ok) throw new Error("not remembered");
}

Deno.test("qaGate() starts the suite first that took longest before, and keeps the plan's order", async () => {
  const names = ["short", "new", "long", "unit"];
  const suites = [{ name: "short", durationMs: 5 }, { name: "long", durationMs: 90 }];
  const containers = Object.fromEntries(names.map((name) => [name, { report: green }]));
  const host = open({
    containers,
    suites: names.map((name) => ({ name, runner: "pytest" })),
    config: { jobs: 2 },
  });
  await rememberSuites(host, suites);
  const { exit, results } = await gate(host);
  const created = host.calls.filter(({ argv }) => argv[1] === "create")
    .map(({ argv }) => argv.find((word) => word.startsWith("--label=qa.suite="))?.slice(17));
  assertEquals([exit, created], [0, ["new", "unit", "long", "short"]]);
  assertEquals(results.suites.map(({ name }) => name), names);
});

Deno.test("qaGate() gives each suite its own environment", async () => {
  const suites = ["unit", "more"].map((name) => ({ name, runner: "pytest", env: { OF: name } }));
  const host = open({ containers: { unit: { report: green }, more: { report: green } }, suites });
  const { exit } = await gate(host);
  const given = host.calls.filter(({ argv }) => argv[1] === "create" && argv.includes("--env=OF"))
    .map(({ env }) => env["OF"]);
  assertEquals([exit, given.toSorted()], [0, ["more", "unit"]]);
});

for (
  const [what, change, place] of [
    ["a day that is none", { expires: "2026-02-30" }, "2026-02-30"],
    ["a malformed day", { expires: "soon" }, "expires"],
    ["an unknown class", { class: "FLAKE-MOON" }, "FLAKE-MOON"],
    ["a pattern for everything", { id: "*" }, "would excuse every test"],
    ["an unknown key", { until: "2027-01-01" }, "until"],
  ] as const
) {
  Deno.test(`qaGate() refuses quarantine with ${what}, and says where`, async () => {
    const host = open({ containers: {}, config: { quarantine: [{ ...ENTRY, ...change }] } });
    assertEquals(await qaGate(host, []), 2);
    assertStringIncludes(host.stderr(), "qa.jsonc:1:");
    assertStringIncludes(host.stderr(), place);
  });
}
