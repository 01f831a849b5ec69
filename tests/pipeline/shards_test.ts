import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { dirname } from "@std/path";
import { qaGate } from "../../scripts/qa/qa_gate.ts";
// Before any virtual deadline runs: a real import would take no virtual time and miss it.
import "../../lib/pipeline/gate_command.ts";
import "../../lib/pipeline/close_execution.ts";
import "../../lib/pipeline/check_shard.ts";
import "../../lib/pipeline/finish_gate.ts";
import "../../lib/pipeline/run_suite_locally.ts";
import "../../lib/pipeline/shard_session.ts";
import "../../lib/pipeline/with_shard.ts";
import { SummaryJson } from "../../lib/model/summary_json.ts";
import { TestRecord } from "../../lib/model/test_result.ts";
import { historyPath, openHistory } from "../../lib/write/open_history.ts";
import { recordHistory } from "../../lib/write/record_history.ts";
import type { FakeCall } from "../support/fake_answer.ts";
import { type FakeHost, fakeHost } from "../support/fake_host.ts";
import type { FakeAnswer } from "../support/fake_answer.ts";

const OUTPUTS = "/project/outputs/qa";
const TESTS = ["one", "two", "three", "four", "five"];
const UNIT = { name: "unit", runner: "pytest", failsafe: true, timeout: "60s" };

interface Scene {
  readonly suites?: readonly object[];
  /** What becomes of the listing instead. */
  readonly listing?: FakeAnswer;
  /** A test that is selected and does not run. */
  readonly forgotten?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A host on which a python3 lists these tests and runs what is selected of them. */
function open({ suites = [UNIT], listing, forgotten, files = {} }: Scene = {}): FakeHost {
  const place = (name: string) => JSON.stringify(["test_a.py", "test_a", name]);
  const write = (call: FakeCall, name: string, text: string) =>
    void host.files.writeWhole(`${dirname(call.argv[1] ?? "")}/${name}`, text);
  const isListing = (argv: readonly string[]) => argv.includes("--collect-only");
  const list = (call: FakeCall) =>
    write(call, "listing.jsonl", `${TESTS.map(place).join("\n")}\n{"end": ${TESTS.length}}\n`);
  const run = async (call: FakeCall) => {
    const read = await host.files.readText(`${dirname(call.argv[1] ?? "")}/selection.jsonl`);
    const all = read.ok ? read.value.trimEnd().split("\n") : TESTS.map(place);
    const ran = all.map((line) => JSON.parse(line)[2]).filter((name) => name !== forgotten);
    const cases = ran.map((name) =>
      `<testcase file="test_a.py" classname="test_a" name="${name}" time="0.01"/>`
    );
    const counts = `tests="${ran.length}" failures="0" errors="0" skipped="0"`;
    write(
      call,
      "report.xml",
      `<testsuites><testsuite ${counts}>${cases.join("")}</testsuite></testsuites>`,
    );
  };
  const host = fakeHost({
    files: { "/project/qa.jsonc": JSON.stringify({ suites }), ...files },
    programs: [
      { match: isListing, effect: list, ...listing },
      { match: (argv) => argv[0] === "python3", effect: run, delayMs: 100 },
      { match: (argv) => argv[0] === "true" },
    ],
    machine: { cwd: "/project" },
    environment: { PATH: "/usr/bin" },
    startsAt: "2026-11-20T10:00:00.000Z",
  });
  return host;
}

async function gate(host: FakeHost, args: string) {
  const exit = await qaGate(host, ["--mode", "failsafe", ...args.split(" ")]);
  const said = host.stdout() + host.stderr();
  if (exit === 2) return { exit, said, summary: null, tests: [], plan: "" };
  const read = (name: string): string => host.files.text(`${OUTPUTS}/${name}`);
  return {
    exit,
    said,
    summary: SummaryJson.parse(JSON.parse(read("summary.json"))),
    tests: read("tests.jsonl").split("\n").slice(0, -1)
      .map((line) => TestRecord.parse(JSON.parse(line)).name),
    plan: await host.files.stat(`${OUTPUTS}/shard_plan.jsonl`) ? read("shard_plan.jsonl") : "",
  };
}

Deno.test("qaGate() runs in two shards each test once, by one plan", async () => {
  const first = await gate(open(), "--shard-index 0 --shard-total 2");
  const second = await gate(open(), "--shard-index 1 --shard-total 2");
  assertEquals([first.exit, second.exit], [0, 0], first.said);
  assertEquals([...first.tests, ...second.tests].sort(), TESTS.toSorted());
  assertEquals(first.plan, second.plan);
  assertEquals(first.plan.split("\n").length, 6);
  const { shard, why } = first.summary ?? {};
  assertEquals(shard?.plan_digest, second.summary?.shard?.plan_digest);
  assertEquals([shard?.parts, shard?.parts_total, shard?.unit], [3, 5, "tests"]);
  assertStringIncludes(why ?? "", "shard 0 of 2, 3 of 5 tests: ");
  assertStringIncludes(first.said, "why: shard 0 of 2, 3 of 5 tests: ");
});

Deno.test("qaGate() deals suites that need each other to one shard, and says where others run", async () => {
  const suites = [
    { name: "build", kind: "check", command: ["true"], failsafe: true },
    { ...UNIT, needs: ["build"] },
    { name: "lint", kind: "check", command: ["true"], failsafe: true },
  ];
  const first = await gate(open({ suites }), "--shard-index 0 --shard-total 2");
  assertEquals([first.exit, first.summary?.total_suites], [0, 2], first.said);
  assertEquals(first.summary?.not_checked, [
    { suite: "lint", what: "all of it", why: "runs in shard 1 of 2" },
  ]);
  assertEquals(first.said.includes("not checked: lint"), false);
  const second = await gate(open({ suites }), "--shard-index 1 --shard-total 2");
  assertEquals([second.exit, second.summary?.total_suites], [0, 1]);
});

Deno.test("qaGate() keeps a suite whole whose tool cannot list its tests, and says so", async () => {
  const host = open({ suites: [{ name: "own", runner: "bats", failsafe: true }, UNIT] });
  const { summary, plan } = await gate(host, "--shard-index 1 --shard-total 2");
  assertEquals(JSON.parse(plan.split("\n")[0] ?? ""), {
    ...{ suite: "own", file: "", class: "", name: "", shard: 0, expected_ms: null, count: null },
  });
  assertEquals([summary?.shard?.parts_total, summary?.shard?.unit], [6, "parts"]);
  const notes = JSON.parse(host.files.text(`${OUTPUTS}/run.json`)).notes.join("\n");
  assertStringIncludes(notes, 'Not divided: "own": bats cannot list its tests');
});

Deno.test("qaGate() is unproven and runs nothing where a listing fails, hangs, or tells no test", async () => {
  const cases: Readonly<Record<string, FakeAnswer>> = {
    "exit code 2": { code: 2, effect: () => {} },
    "ModuleNotFoundError: No module named x": {
      ...{ code: 1, stderr: "ModuleNotFoundError: No module named x\n", effect: () => {} },
    },
    "still running after 60 s": { hangs: true },
    "what it told is no whole listing": { effect: () => {} },
  };
  for (const [why, listing] of Object.entries(cases)) {
    const host = open({ listing });
    const { exit, summary, tests, plan } = await gate(host, "--shard-index 0 --shard-total 2");
    assertEquals([exit, summary?.verdict, tests, plan], [4, "unproven", [], ""], why);
    assertStringIncludes(summary?.why ?? "", "its tests could not be listed, so no shard is known");
    assertStringIncludes(summary?.why ?? "", why);
    assertEquals(host.calls.filter(({ argv }) => argv[0] === "python3").length, 1);
  }
});

Deno.test("qaGate() is unproven where a test that was dealt to a shard did not run", async () => {
  const args = "--shard-index 0 --shard-total 2";
  const { exit, summary } = await gate(open({ forgotten: "one" }), args);
  assertEquals([exit, summary?.verdict], [4, "unproven"]);
  assertStringIncludes(
    summary?.why ?? "",
    "1 of the parts that were dealt to this shard are not in its report: test_a.py::test_a::one",
  );
});

Deno.test("qaGate() passes a shard to which nothing was dealt, and says so", async () => {
  const { exit, summary } = await gate(
    open(),
    "--shard-kind suite --shard-index 3 --shard-total 4",
  );
  assertEquals([exit, summary?.verdict, summary?.total_suites], [0, "passed", 0]);
  assertEquals(
    summary?.why,
    "shard 3 of 4, 0 of 1 suite: nothing of the plan was dealt to this shard",
  );
});

Deno.test("qaGate() balances by the newest whole run, never by another shard", async () => {
  const line = (name: string, ms: number) =>
    `${
      JSON.stringify({
        id: `unit::test_a.py::test_a::${name}`,
        suite: "unit",
        file: "test_a.py",
        duration_ms: ms,
      })
    }\n`;
  const times = TESTS.map((name) => line(name, name === "one" ? 1000 : 100)).join("");
  const logs = (id: string, shard: object | null): Record<string, string> => ({
    [`${OUTPUTS}/logs/${id}/summary.json`]: JSON.stringify({ verdict: "passed", shard }),
    [`${OUTPUTS}/logs/${id}/tests.jsonl`]: times,
  });
  const args = "--shard-index 0 --shard-total 2";
  const whole = await gate(open({ files: logs("before", null) }), args);
  assertEquals([whole.tests, whole.summary?.shard?.durations_from], [["one"], "before"]);
  const part = await gate(open({ files: logs("before", { index: 0 }) }), args);
  assertEquals([part.tests.length, part.summary?.shard?.balanced_by], [3, "count"]);
  const named = await gate(
    open({ files: logs("before", { index: 0 }) }),
    `${args} --shard-durations before`,
  );
  assertEquals(named.tests, ["one"]);
});

/** A history in which the first test takes nearly all the time. */
async function remember(
  host: FakeHost,
  suites: readonly (readonly [string, number])[] = [["unit", 1400]],
): Promise<void> {
  const opened = await openHistory(host, historyPath(OUTPUTS));
  assert(opened.ok);
  const run = {
    ...{ runId: "whole-1", startedAt: "2026-11-19T10:00:00.000Z", commit: null, dirty: false },
    ...{ verdict: "passed", isEvidence: true, isWhole: true, joinedFrom: [] },
    suites: suites.map(([name, durationMs]) => ({ name, outcome: "passed", durationMs })),
  };
  async function* tests() {
    for (const name of TESTS) {
      const id = `unit::test_a.py::test_a::${name}`;
      const ms = name === "one" ? 1000 : 100.12345;
      const told = { id, suite: "unit", file: "test_a.py", fingerprint: null, duration_ms: ms };
      yield await Promise.resolve({ ...told, outcome: "passed" as const });
    }
  }
  assert((await recordHistory(opened.value.database, run, tests())).ok);
  opened.value.database.close();
}

const place = (index: number, total = 2) => `--shard-index ${index} --shard-total ${total}`;

Deno.test("qaGate() deals shards in turn by one history, which learns nothing from them", async () => {
  const host = open();
  await remember(host);
  const ran = [];
  for (const index of [0, 1, 2]) ran.push(await gate(host, place(index, 3)));
  assertEquals(ran.map(({ exit }) => exit), [0, 0, 0], ran[0]?.said);
  assertEquals(ran[0]?.tests, ["one"]);
  assertEquals(ran.flatMap(({ tests }) => tests).sort(), TESTS.toSorted());
  assertEquals(new Set(ran.map(({ plan }) => plan)).size, 1);
  assertEquals(ran[2]?.summary?.shard?.durations_from, "history up to whole-1");
  const again = await gate(host, `${place(0, 3)} --shard-durations history`);
  assertEquals(again.plan, ran[0]?.plan);
  const off = await gate(host, `${place(0, 3)} --history off`);
  assertEquals(off.summary?.shard?.balanced_by, "count");
});

Deno.test("qaGate() makes the plan of another shard again, whatever a history has learnt since", async () => {
  const host = open();
  await remember(host);
  const first = await gate(host, `${place(0)} --run-id first`);
  const elsewhere = open({
    files: { "/download/first/shard_plan.jsonl": first.plan },
  });
  const told = await gate(elsewhere, `${place(1)} --shard-durations /download/first`);
  assertEquals([told.exit, told.plan], [0, first.plan], told.said);
  assertEquals(told.summary?.shard?.durations_from, "first");
  const suites = [
    { name: "build", kind: "check", command: ["true"], failsafe: true },
    { ...UNIT, needs: ["build"] },
    { name: "lint", kind: "check", command: ["true"], failsafe: true },
  ];
  const scene = { suites, files: { "/download/r/shard_plan.jsonl": "" } };
  const together = open(scene);
  await remember(together, [["build", 1000 / 3], ["unit", 1400], ["lint", 7]]);
  const { plan } = await gate(together, place(0));
  assertEquals(plan.split("\n").slice(0, 2).map((line) => JSON.parse(line).expected_ms), [
    866.666,
    866.667,
  ]);
  const apart = open({ ...scene, files: { "/download/r/shard_plan.jsonl": plan } });
  assertEquals((await gate(apart, `${place(1)} --shard-durations /download/r`)).plan, plan);
  const byCount = await gate(open(), place(0));
  const counted = open({ files: { "/download/first/shard_plan.jsonl": byCount.plan } });
  await remember(counted);
  const same = await gate(counted, `${place(1)} --shard-durations /download/first`);
  assertEquals([same.plan, same.summary?.shard?.balanced_by], [byCount.plan, "count"]);
});

Deno.test("qaGate() says that a history tells nothing, and deals by number", async () => {
  const { exit, said, summary } = await gate(open(), `${place(0)} --shard-durations history`);
  assertEquals([exit, summary?.shard?.balanced_by], [0, "count"]);
  assertStringIncludes(said, "the history tells no durations, so all parts are dealt out by their");
});

Deno.test("qaGate() refuses shards that make no sense before anything runs", async () => {
  const cases: Readonly<Record<string, string>> = {
    "--shard-index 2 --shard-total 2": "--shard-index is 2, and the last of 2 shards is 1",
    "--shard-total 2": "--shard-total says nothing without --shard-index",
    "--shard-index 0 --shard-total 2 --shard-durations nowhere":
      "--shard-durations nowhere: there is no run of that id and no such folder",
    "--shard-index 0 --shard-total 2 --shard-durations history --history off":
      "--shard-durations history: no history is kept",
    "--shard-from-env": "no variable tells which shard this is",
  };
  for (const [args, message] of Object.entries(cases)) {
    const { exit, said } = await gate(open(), args);
    assertEquals(exit, 2, args);
    assertStringIncludes(said, message);
  }
  const checks = [{ name: "lint", kind: "check", command: ["true"], failsafe: true }];
  const unit = "--shard-kind unit --shard-index 0 --shard-total 2";
  const { exit, said } = await gate(open({ suites: checks }), unit);
  assertEquals(exit, 2);
  assertStringIncludes(said, "--shard-kind unit: no suite of this plan is a unit suite");
});
