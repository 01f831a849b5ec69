import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createRedactor } from "../../lib/formats/redactor.ts";
import type { RunRecord } from "../../lib/model/run_record.ts";
import { ResultsJson } from "../../lib/model/results_json.ts";
import { SummaryJson } from "../../lib/model/summary_json.ts";
import type { TestRecord } from "../../lib/model/test_result.ts";
import { gatherSources } from "../../lib/pipeline/gather_sources.ts";
import { mergeReruns } from "../../lib/pipeline/merge_reruns.ts";
import { pickMergedShard } from "../../lib/pipeline/pick_merged_shard.ts";
import { judgeRun } from "../../lib/classify/judge_run.ts";
import { historyPath, openHistory } from "../../lib/write/open_history.ts";
import { querySize } from "../../lib/write/query_history.ts";
import { recordHistory } from "../../lib/write/record_history.ts";
import { loadRecord } from "../../lib/write/load_record.ts";
import { merge } from "../../scripts/qa/merge.ts";
import { type FakeHost, fakeHost } from "../support/fake_host.ts";
import { recordFiles, suiteOf, testOf } from "../support/record_files.ts";
import { greenRecord } from "../support/sample_record.ts";
import { SAMPLE_PLAN } from "../support/sample_plan.ts";
import { recordedPart, recordedShard } from "../support/recorded_shard.ts";

const OUTPUTS = "/project/outputs/qa";
const PARTS = ["a", "b", "c"].map((name, shard) => recordedPart(name, shard));
const PLAN_TEXT = PARTS.map((part) => `${JSON.stringify(part)}\n`).join("");

/** A run with these tests in its only suite, judged as a run is. */
function runOf(tests: readonly TestRecord[], changes: Partial<RunRecord> = {}): RunRecord {
  const unit = suiteOf(tests);
  const plan = { ...SAMPLE_PLAN, suites: SAMPLE_PLAN.suites.slice(0, 1), ...changes.plan };
  const judged = judgeRun({
    ...{ plan, suites: [unit], fallback: null, notChecked: [] },
    ...{ interruptedBy: null, deadlinePassed: false },
  });
  const counts = unit.executions[0]!.report.counts;
  return greenRecord({ suites: [unit], counts, ...judged, ...changes, plan });
}

/** The folder of a run with its lines and logs. */
function filesOf(folder: string, record: RunRecord, tests: readonly TestRecord[]) {
  return {
    ...recordFiles(folder, record, { unit: tests }),
    [`${folder}/events.jsonl`]: "",
    [`${folder}/journal.jsonl`]: "",
    [`${folder}/suites/unit/container-1/stdout.log`]: `output of ${record.runId}\n`,
    [`${folder}/suites/unit/container-1/stderr.log`]: "",
  };
}

async function shardFiles(
  index: number,
  tests: readonly TestRecord[],
  changes: Partial<RunRecord> = {},
): Promise<Record<string, string>> {
  const plan_digest = await fakeHost().sha256(PLAN_TEXT);
  const shard = recordedShard(index, { plan_digest, ...changes.plan?.shard, index });
  const record = runOf(tests, {
    runId: `shard-${index}`,
    startedAt: `2026-11-20T10:00:0${index}.000Z`,
    ...changes,
    plan: { ...SAMPLE_PLAN, ...changes.plan, suites: SAMPLE_PLAN.suites.slice(0, 1), shard },
  });
  const folder = `/download/${record.runId}`;
  return { ...filesOf(folder, record, tests), [`${folder}/shard_plan.jsonl`]: PLAN_TEXT };
}

const SHARDS = ["a", "b", "c"].map((name) => [testOf(name)]);

async function threeShards(changed: Readonly<Record<number, readonly TestRecord[]>> = {}) {
  const all = await Promise.all(SHARDS.map((tests, at) => shardFiles(at, changed[at] ?? tests)));
  return Object.assign({}, ...all) as Record<string, string>;
}

async function run(files: Record<string, string>, ...args: string[]) {
  const host = fakeHost({ files, environment: { QA_RUN_ID: "merged-1" } });
  const exit = await merge(host, args);
  const read = (name: string): unknown => JSON.parse(host.files.text(`${OUTPUTS}/${name}`));
  return { host, exit, read };
}

function summaryOf({ read }: { readonly read: (name: string) => unknown }): SummaryJson {
  return SummaryJson.parse(read("summary.json"));
}

Deno.test("merge joins whole shards to one record with every artifact, and publishes it", async () => {
  const done = await run(await threeShards(), "/download");
  assertEquals(done.exit, 0, done.host.stderr());
  const summary = summaryOf(done);
  assertEquals([summary.verdict, summary.run_id, summary.counts.passed], ["passed", "merged-1", 3]);
  assertEquals(summary.merge?.completeness.is_complete, true);
  assertEquals(summary.merge?.sources.map(({ run_id, shard }) => [run_id, shard]), [
    ["shard-0", 0],
    ["shard-1", 1],
    ["shard-2", 2],
  ]);
  assertEquals(summary.merge?.imbalance, { expected: 1.2, seen: 1 });
  const results = ResultsJson.parse(done.read("results.json"));
  assertEquals(results.suites[0]?.runs, ["shard-0", "shard-1", "shard-2"]);
  assertEquals(results.suites[0]?.executions.map(({ folder }) => folder), [
    "suites/unit/container-1",
    "suites/unit/container-2",
    "suites/unit/container-3",
  ]);
  const files = done.host.files;
  for (const { name } of summary.artifacts.filter(({ name }) => !name.includes("<"))) {
    assert(await files.stat(`${OUTPUTS}/logs/merged-1/${name}`) !== null, `${name} is missing`);
    assert(await files.stat(`${OUTPUTS}/${name}`) !== null, `${name} is not published`);
  }
  assertEquals(files.text(`${OUTPUTS}/tests.jsonl`).split("\n").length, 4);
  assertStringIncludes(files.text(`${OUTPUTS}/stdout.log`), "output of shard-2");
  assertEquals(await files.stat(`${OUTPUTS}/.spool/merged-1`), null);
});

Deno.test("merge takes a folder that is meant twice for one", async () => {
  const done = await run(
    await threeShards(),
    "/download/shard-2",
    "/download",
    "/download/shard-0",
  );
  assertEquals([done.exit, summaryOf(done).merge?.sources.length], [0, 3]);
});

Deno.test("merge names a shard that is missing, and the command that runs it", async () => {
  const files = await threeShards();
  const done = await run(files, "/download/shard-0", "/download/shard-2");
  const summary = summaryOf(done);
  assertEquals([done.exit, summary.verdict], [5, "incomplete"]);
  assertStringIncludes(summary.why, "of 3 shards, shard 1 is missing");
  assertEquals(summary.merge?.completeness.missing, {
    count: 1,
    first: ["unit::tests/test_sum.py::tests.test_sum::b (shard 1)"],
  });
  assertEquals(summary.merge?.completeness.commands.length, 1);
  assertStringIncludes(
    done.host.stdout(),
    "qa_gate.ts --profile ci --shard-kind test --shard-index 1 --shard-total 3 " +
      "--shard-durations /download/shard-0\n",
  );
});

Deno.test("merge tells a missing shard with the suites and the plan that the others ran by", async () => {
  const plan_digest = await fakeHost().sha256(PLAN_TEXT);
  const shard = recordedShard(0, { plan_digest, durations_from: "20261119T100000Z-aaaaaa" });
  const leftOut = [{ suite: "e2e", why: "not named by --suite" }];
  const change = { plan: { ...SAMPLE_PLAN, leftOut, shard } };
  const parts = [0, 2].map((at) => shardFiles(at, SHARDS[at]!, change));
  const done = await run(Object.assign({}, ...await Promise.all(parts)), "/download");
  assertStringIncludes(
    done.host.stdout(),
    "qa_gate.ts --profile ci --suite unit --shard-kind test --shard-index 1 --shard-total 3 " +
      "--shard-durations /download/shard-0\n",
  );
  assertEquals(summaryOf(done).rerun.argv.slice(4), ["--profile", "ci", "--suite", "unit"]);
});

Deno.test("merge names a shard that is there twice", async () => {
  const files = await threeShards();
  const again = Object.entries(files).filter(([path]) => path.startsWith("/download/shard-1/"))
    .map(([path, text]) => [path.replace("shard-1", "copy"), text]);
  const done = await run({ ...files, ...Object.fromEntries(again) }, "/download");
  assertEquals([done.exit, summaryOf(done).verdict], [5, "incomplete"]);
  assertStringIncludes(summaryOf(done).why, "shard 1 is there 2 times: shard-1, shard-1");
  assertEquals(summaryOf(done).counts.total, 3);
});

Deno.test("merge is red where a shard is red, also when another one is missing", async () => {
  const files = await threeShards({ 1: [testOf("b", "failed")] });
  const whole = await run(files, "/download");
  assertEquals([whole.exit, summaryOf(whole).failed_unit_names], [1, ["unit"]]);
  const part = await run(files, "/download/shard-0", "/download/shard-1");
  assertEquals([part.exit, summaryOf(part).verdict], [1, "failed"]);
  assertStringIncludes(summaryOf(part).why, "not complete: of 3 shards, shard 2 is missing");
});

Deno.test("merge compares what ran with what was planned, test by test", async () => {
  const none = await run(await threeShards({ 1: [testOf("x")] }), "/download");
  const { completeness } = summaryOf(none).merge!;
  assertEquals([none.exit, completeness.missing.count, completeness.unexpected.count], [5, 1, 1]);
  const twice = await run(await threeShards({ 1: [testOf("b"), testOf("a")] }), "/download");
  assertEquals(summaryOf(twice).merge?.completeness.doubled.count, 1);
});

Deno.test("merge does not believe shards of another commit, plan or an end that was not theirs", async () => {
  const git = { commit: "f".repeat(40), branch: null, dirty: false };
  const changes: readonly (readonly [Partial<RunRecord>, string])[] = [
    [{ git }, "the commit is not the same"],
    [
      { verdict: "cancelled", exitCode: 130, why: "interrupted" },
      "shard 1 (shard-1) ended as cancelled",
    ],
  ];
  for (const [change, why] of changes) {
    const files = { ...await threeShards(), ...await shardFiles(1, SHARDS[1]!, change) };
    const done = await run(files, "/download");
    assertEquals(done.exit, 5);
    assertStringIncludes(summaryOf(done).why, why);
  }
  const files = await threeShards();
  const other = { ...files, "/download/shard-1/shard_plan.jsonl": `${PLAN_TEXT}\n` };
  assertStringIncludes(
    summaryOf(await run(other, "/download")).why,
    "the shard_plan.jsonl of shard 1 (shard-1) is not the one it ran by",
  );
});

Deno.test("merge does not believe a record that counts more tests than it tells", async () => {
  const files = await threeShards();
  const path = "/download/shard-1/suites/unit/container-1/tests.jsonl";
  const done = await run({ ...files, [path]: "" }, "/download");
  assertEquals(done.exit, 5);
  assertStringIncludes(
    summaryOf(done).merge!.completeness.problems.join(),
    "counts 1 tests of unit and tells 0",
  );
});

Deno.test("merge joins a run and a later one: last answers, older ones in them, whose they are", async () => {
  const [first, later] = [[testOf("a"), testOf("b", "failed")], [testOf("b")]];
  const logs = `${OUTPUTS}/logs`;
  const files = {
    ...filesOf(`${logs}/one`, runOf(first, { runId: "one" }), first),
    ...filesOf(
      `${logs}/two`,
      runOf(later, { runId: "two", startedAt: "2026-11-20T11:00:00.000Z" }),
      later,
    ),
  };
  const done = await run(files, "two", "one");
  const summary = summaryOf(done);
  assertEquals([done.exit, summary.verdict, summary.counts.flaky], [0, "flaky", 1]);
  assertEquals(summary.merge?.sources.map(({ run_id }) => run_id), ["one", "two"]);
  const lines = done.host.files.text(`${OUTPUTS}/tests.jsonl`).split("\n").slice(0, -1);
  const tests = lines.map((line) => JSON.parse(line) as TestRecord);
  assertEquals(tests.map(({ name, outcome, earlier }) => [name, outcome, earlier.length]), [
    ["b", "flaky", 1],
    ["a", "passed", 0],
  ]);
});

Deno.test("merge takes no command, variable or path of a record into the commands that it tells", async () => {
  const evil = "/tmp/evil";
  const source = { name: "x", value: evil, from: "environment" as const, where: "LD_PRELOAD" };
  const plan = { ...SAMPLE_PLAN, root: evil, configPath: "../../evil.jsonc", sources: [source] };
  const change = (runId: string) => ({
    ...{ runId, plan, invocation: [`${evil}/qa_gate.ts`, "--docker-bin", evil] },
    host: { ...greenRecord().host, environment: { LD_PRELOAD: evil } },
  });
  const [first, later] = [[testOf("a", "failed")], [testOf("a", "failed")]];
  const files = {
    ...filesOf("/d/one", runOf(first, change("one")), first),
    ...filesOf("/d/two", runOf(later, change("two")), later),
  };
  const done = await run(files, "/d");
  assertEquals([done.exit, done.host.calls], [1, []]);
  const { rerun, replay_bundle } = summaryOf(done);
  const told = [rerun.command, replay_bundle?.one_command_replay, done.host.stdout()].join("\n");
  assertEquals(/evil|LD_PRELOAD/.exec(told), null, told);
  assertEquals(rerun.cwd, "/project");
});

Deno.test("merge refuses what cannot be merged, and leaves nothing behind", async () => {
  const files = await threeShards();
  const lone = { ...files, "/s.json": files["/download/shard-0/summary.json"]! };
  const plain = filesOf("/plain", runOf(SHARDS[0]!), SHARDS[0]!);
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], "no record is given"],
    [["/nowhere"], "there is no record /nowhere"],
    [["/plain"], "there is one record (20261120T100000Z-a1b2c3), and it is no shard"],
    [["/plain", "/download/shard-0"], "do not belong together: one is a shard"],
    [["/s.json", "/download/shard-0"], "/s.json is not the whole record of a run"],
    [["/plain", "--bad"], "Unknown flag --bad"],
  ];
  for (const [args, message] of cases) {
    const host: FakeHost = fakeHost({ files: { ...lone, ...plain } });
    assertEquals(await merge(host, args), 2, message);
    assertStringIncludes(host.stderr(), message);
    const logs = await host.files.list(`${OUTPUTS}/logs`);
    assertEquals(logs.ok ? logs.value : [], [], message);
  }
});

Deno.test("merge does not overlook a broken shard in a folder of several", async () => {
  const files = { ...await threeShards(), "/download/shard-1/summary.json": "{" };
  const { exit, host } = await run(files, "/download").catch(() => ({
    exit: -1,
    host: fakeHost(),
  }));
  assertEquals(exit, 2, host.stderr());
  assertStringIncludes(host.stderr(), "it ends in the middle of its JSON");
});

Deno.test("mergeReruns() writes the record of both into the replay's folder, for a further replay", async () => {
  const [first, later] = [[testOf("a"), testOf("b", "failed")], [testOf("b", "failed")]];
  const logs = `${OUTPUTS}/logs`;
  const start = { startedAt: "2026-11-20T11:00:00.000Z" };
  const host = fakeHost({
    files: {
      ...filesOf(`${logs}/one`, runOf(first, { runId: "one" }), first),
      ...filesOf(`${logs}/two`, runOf(later, { runId: "two", ...start }), later),
    },
  });
  const place = { cwd: "/project", outputs: OUTPUTS };
  const original = await loadRecord(host, "one", place);
  assert(original.ok);
  const warnings: string[] = [];
  const merged = await mergeReruns(host, {
    records: [original.value],
    replayFolder: `${logs}/two`,
    redactor: createRedactor(new Map()),
    warn: (message) => void warnings.push(message),
  });
  assert(merged.ok, JSON.stringify(merged));
  assertEquals([merged.value.verdict, merged.value.runId, warnings], ["failed", "two", []]);
  const again = await loadRecord(host, "two", place);
  assertEquals(again.ok && [again.value.folder, again.value.suites[0]?.failing], [
    `${logs}/two/merged`,
    1,
  ]);
  // Nothing is published, and nobody waits for the lock of those who publish.
  const left = await host.files.list(OUTPUTS);
  assertEquals(left.ok && left.value.map(({ name }) => name), ["logs"]);
});

Deno.test("mergeReruns() of a shard is that shard still, and merges with the others", async () => {
  const files = await threeShards({ 1: [testOf("b", "failed")] });
  const again = [testOf("b")];
  const folder = `${OUTPUTS}/logs/replay-1`;
  const start = { startedAt: "2026-11-20T11:00:00.000Z" };
  const replayed = filesOf(folder, runOf(again, { runId: "replay-1", ...start }), again);
  const host = fakeHost({ files: { ...files, ...replayed } });
  const place = { cwd: "/project", outputs: OUTPUTS };
  const original = await loadRecord(host, "/download/shard-1", place);
  assert(original.ok);
  const joined = await mergeReruns(host, {
    records: [original.value],
    replayFolder: folder,
    redactor: createRedactor(new Map()),
    warn: () => {},
  });
  assertEquals(joined.ok && joined.value.verdict, "flaky");
  const args = ["--run-id", "all", "/download/shard-0", "replay-1", "/download/shard-2"];
  assertEquals(await merge(host, args), 0, host.stderr());
  const summary = SummaryJson.parse(JSON.parse(host.files.text(`${OUTPUTS}/summary.json`)));
  assertEquals(summary.merge?.completeness.problems, []);
  assertEquals([summary.verdict, summary.merge?.sources.map(({ run_id }) => run_id)], [
    "flaky",
    ["shard-0", "replay-1", "shard-2"],
  ]);
});

/** What of a merged record a replay of one of its shards looks at: outcome and tests of its suite. */
async function pick(host: FakeHost, index: number) {
  const record = await loadRecord(host, "merged-1", { cwd: "/project", outputs: OUTPUTS });
  assert(record.ok);
  const sources = await gatherSources(host, [record.value], []);
  const [picked] = await pickMergedShard(host, sources, index);
  const suites = picked?.suites.map(({ outcome, tests }) => [
    outcome,
    tests.map(({ name }) => name),
  ]);
  return { shard: picked?.record.shard?.index ?? null, suites };
}

Deno.test("pickMergedShard() tells the failures of one shard by the plan beside the merged record", async () => {
  const hook = testOf("before all", "failed", { file: "none.py", class: "x", id: "unit::hook" });
  const files = await threeShards({
    1: [testOf("b", "failed")],
    2: [testOf("c", "failed"), hook],
  });
  const { host, exit } = await run(files, "/download");
  assertEquals(exit, 1, host.stderr());
  const hooks = ["before all"];
  assertEquals(await pick(host, 1), { shard: 1, suites: [["failed", ["b", ...hooks]]] });
  assertEquals(await pick(host, 2), { shard: 2, suites: [["failed", ["c", ...hooks]]] });
  assertEquals(await pick(host, 7), { shard: null, suites: [["failed", ["b", "c", ...hooks]]] });
  await host.files.writeWhole(`${OUTPUTS}/logs/merged-1/shard_plan.jsonl`, `${PLAN_TEXT}{`);
  assertEquals((await pick(host, 1)).shard, null);
});

Deno.test("pickMergedShard() takes another shard's failures for none of this one's", async () => {
  const { host } = await run(await threeShards({ 1: [testOf("b", "failed")] }), "/download");
  assertEquals(await pick(host, 0), { shard: 0, suites: [["passed", []]] });
});

Deno.test("merge tells what broke outside of every test by its suite, and not as run without a plan", async () => {
  const hook = testOf("before all", "failed", { file: "none.py", class: "x", id: "unit::hook" });
  const done = await run(await threeShards({ 2: [testOf("c"), hook] }), "/download");
  assertEquals([done.exit, summaryOf(done).merge?.completeness.problems], [1, []]);
  const file = testOf("whole file", "skipped", { file: "no.py", class: "", id: "unit::no.py" });
  const skipped = await run(await threeShards({ 2: [testOf("c"), file] }), "/download");
  assertEquals(summaryOf(skipped).merge?.completeness.problems, []);
});

/** A history in which every test has passed the day before, in a run of this id. */
async function remember(host: FakeHost, runId: string): Promise<void> {
  const opened = await openHistory(host, historyPath(OUTPUTS));
  assert(opened.ok);
  const run = {
    ...{ runId, startedAt: "2026-11-19T10:00:00.000Z", commit: null, dirty: false },
    ...{ verdict: "passed", isEvidence: true, isWhole: true, suites: [], joinedFrom: [] },
  };
  async function* tests() {
    for (const { id, suite, file } of SHARDS.flat()) {
      const told = { id, suite, file, fingerprint: null, duration_ms: 10 };
      yield await Promise.resolve({ ...told, outcome: "passed" as const });
    }
  }
  assert((await recordHistory(opened.value.database, run, tests())).ok);
  opened.value.database.close();
}

Deno.test("merge tells the past of a test, of which its own shards are no part, and is remembered", async () => {
  const files = await threeShards({ 1: [testOf("b", "failed")] });
  for (const [runId, isPast] of [["yesterday", true], ["shard-1", false]] as const) {
    const host = fakeHost({ files, environment: { QA_RUN_ID: "merged-1" } });
    await remember(host, runId);
    assertEquals(await merge(host, ["/download"]), 1);
    assertEquals(host.stdout().includes("passed in the run before"), isPast, runId);
    const opened = await openHistory(host, historyPath(OUTPUTS));
    assert(opened.ok);
    const size = opened.value.database.read(querySize);
    assertEquals(size.ok && size.value.runs, isPast ? 2 : 1);
  }
  const off = fakeHost({ files, environment: { QA_HISTORY: "off" } });
  assertEquals(await merge(off, ["/download"]), 1);
  assertEquals(await off.files.stat(historyPath(OUTPUTS)), null);
});
