import { assert, assertEquals } from "@std/assert";
import { judgePast } from "../../../lib/classify/judge_past.ts";
import type { Database } from "../../../lib/model/database.ts";
import type { RememberedRun, RememberedTest } from "../../../lib/model/history.ts";
import type { TestOutcome } from "../../../lib/model/outcome.ts";
import { historyPath, openHistory } from "../../../lib/write/open_history.ts";
import {
  queryDurations,
  queryFailing,
  queryNewestWhole,
  querySize,
  querySlowest,
  querySuiteDurations,
  queryTests,
  queryUnsteady,
} from "../../../lib/write/query_history.ts";
import { pruneHistory } from "../../../lib/write/prune_history.ts";
import { recordHistory } from "../../../lib/write/record_history.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";

const PATH = historyPath("/out");

async function openAt(host: FakeHost): Promise<Database> {
  const opened = await openHistory(host, PATH);
  assert(opened.ok);
  return opened.value.database;
}

function run(day: number, changes: Partial<RememberedRun> = {}): RememberedRun {
  const date = `2026-11-${String(day).padStart(2, "0")}`;
  return {
    runId: `run-${day}`,
    startedAt: `${date}T10:00:00.000Z`,
    commit: `c${day}`,
    dirty: false,
    verdict: "passed",
    isEvidence: true,
    isWhole: true,
    suites: [{ name: "unit", outcome: "passed", durationMs: 1000 * day }],
    joinedFrom: [],
    ...changes,
  };
}

function test(id: string, outcome: TestOutcome, ms: number | null = 10): RememberedTest {
  return { id, suite: "unit", file: "", outcome, duration_ms: ms, fingerprint: null };
}

async function* stream(tests: readonly RememberedTest[]): AsyncGenerator<RememberedTest> {
  for (const one of tests) yield await Promise.resolve(one);
}

async function add(
  database: Database,
  remembered: RememberedRun,
  tests: readonly RememberedTest[] = [],
): Promise<string> {
  const added = await recordHistory(database, remembered, stream(tests));
  assert(added.ok);
  return added.value;
}

function value<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  assert(result.ok);
  return result.value;
}

Deno.test("recordHistory() remembers a run once, and not again what it was joined from", async () => {
  const database = await openAt(fakeHost());
  assertEquals(await add(database, run(1), [test("a", "passed")]), "remembered");
  assertEquals(await add(database, run(1), [test("a", "failed")]), "known");
  const joined = run(2, { joinedFrom: ["run-1"] });
  assertEquals(await add(database, joined, [test("a", "passed", 90)]), "parts-known");
  const { runs, tests, results } = value(database.read(querySize));
  assertEquals({ runs, tests, results }, { runs: 1, tests: 1, results: 1 });
  assertEquals(value(database.read(queryDurations)).get("a"), 10);
});

const PARTS = [0, 1].map((at) => run(at + 1, { runId: `shard-${at}`, isWhole: false }));
const MERGED = run(3, { runId: "merged", joinedFrom: ["shard-0", "shard-1"] });
const BOTH = [test("a", "passed", 90), test("b", "failed", 30)];

/** What shards expect, and what is counted. */
function told(database: Database) {
  const { runs, results } = value(database.read(querySize));
  return { ms: Object.fromEntries(value(database.read(queryDurations))), runs, results };
}

Deno.test("recordHistory() learns nothing from parts, and all from what they were joined to", async () => {
  const database = await openAt(fakeHost());
  await add(database, PARTS[0]!, [test("a", "passed", 100)]);
  await add(database, PARTS[1]!, [test("b", "passed", 40)]);
  assertEquals(told(database), { ms: {}, runs: 2, results: 2 });
  assertEquals(value(database.read(querySuiteDurations)).size, 0);
  assertEquals(value(database.read(queryNewestWhole)), null);
  assertEquals(await add(database, MERGED, BOTH), "parts-known");
  const after = { ms: { a: 90, b: 30 }, runs: 2, results: 2 };
  assertEquals(told(database), after);
  assertEquals([...value(database.read(querySuiteDurations))], [["unit", 3000]]);
  assertEquals(value(database.read(queryNewestWhole)), "merged");
  assertEquals(await add(database, MERGED, [test("a", "passed", 1)]), "known");
  await add(database, run(4, { isWhole: false }), [test("a", "passed", 500)]);
  assertEquals(told(database).ms, after.ms);
});

Deno.test("recordHistory() keeps a merged run whole where its parts are not here, or not all", async () => {
  const bare = await openAt(fakeHost());
  assertEquals(await add(bare, MERGED, BOTH), "remembered");
  const whole = { ms: { a: 90, b: 30 }, runs: 1, results: 2 };
  assertEquals(told(bare), whole);
  assertEquals(await add(bare, PARTS[0]!, [test("a", "passed")]), "whole-known");
  assertEquals(told(bare), whole);
  const again = run(4, { runId: "again", isWhole: false, joinedFrom: MERGED.joinedFrom });
  assertEquals(await add(bare, again, BOTH), "parts-known");
  assertEquals(told(bare), whole);
  const some = await openAt(fakeHost());
  await add(some, PARTS[0]!, [test("a", "passed", 100)]);
  assertEquals(await add(some, MERGED, BOTH), "remembered");
  assertEquals(told(some), whole);
});

Deno.test("queryDurations() sums a file as its newest run has told of it", async () => {
  const database = await openAt(fakeHost());
  const inFile = (id: string, ms: number) => ({ ...test(id, "passed", ms), file: "a.py" });
  await add(database, run(1), [inFile("old", 500), inFile("one", 10), inFile("two", 0)]);
  await add(database, run(2), [inFile("one", 10), inFile("two", 0), inFile("three", 5)]);
  assertEquals(value(database.read(queryDurations)).get("unit::a.py"), 15);
  assertEquals(value(database.read(queryDurations)).get("two"), 0);
});

Deno.test("pruneHistory() takes nothing from what shards expect while they run in turn", async () => {
  const database = await openAt(fakeHost());
  await add(database, run(1), [test("a", "passed", 70)]);
  await add(database, run(2, { isWhole: false }), [test("b", "passed", 70)]);
  await add(database, run(3, { isWhole: false }), [test("c", "passed", 70)]);
  const limits = { before: "2026-11-30T00:00:00.000Z", maxBytes: null };
  const pruned = value(pruneHistory(database, limits, { partsOnly: true }));
  assertEquals(pruned.map(({ runId }) => runId), ["run-2"]);
  assertEquals(told(database), { ms: { a: 70 }, runs: 2, results: 2 });
  assertEquals(value(database.read((sql) => queryTests(sql, ["b"]))), []);
  value(pruneHistory(database, limits));
  assertEquals(told(database), { ms: {}, runs: 1, results: 1 });
  const parts = await openAt(fakeHost());
  for (const part of PARTS) await add(parts, part, BOTH.slice(0, 1));
  await add(parts, { ...MERGED, startedAt: PARTS[1]!.startedAt }, BOTH);
  value(pruneHistory(parts, limits, { partsOnly: true }));
  assertEquals(told(parts), { ms: { a: 90, b: 30 }, runs: 1, results: 1 });
});

Deno.test("recordHistory() tells in batches, and shows nothing of a run that was cut", async () => {
  const database = await openAt(fakeHost());
  const many = Array.from({ length: 12_345 }, (_, at) => test(`t${at}`, "passed", at % 100));
  await add(database, run(1), many);
  assertEquals(value(database.read(querySize)).results, 12_345);
  async function* torn(): AsyncGenerator<RememberedTest> {
    yield* stream(many.slice(0, 6000).map((one) => ({ ...one, outcome: "failed" as const })));
    throw new Error("the disk is gone");
  }
  await recordHistory(database, run(2), torn()).catch(() => null);
  const [known] = value(database.read((sql) => queryTests(sql, ["t0"])));
  assertEquals(known?.results.map(({ outcome }) => outcome), ["passed"]);
  assertEquals(await add(database, run(2), [test("t0", "failed")]), "remembered");
  const [again] = value(database.read((sql) => queryTests(sql, ["t0"])));
  assertEquals(again?.results.map(({ outcome }) => outcome), ["failed", "passed"]);
});

Deno.test("queryDurations() expects what was seen, and lets one slow machine move it a little", async () => {
  const database = await openAt(fakeHost());
  await add(database, run(1), [
    test("a", "passed", 100),
    test("b", "skipped", 0),
    test("c", "passed", null),
  ]);
  assertEquals([...value(database.read(queryDurations))], [["a", 100]]);
  await add(database, run(2), [test("a", "passed", 200)]);
  assertEquals(value(database.read(queryDurations)).get("a"), 130);
  await add(database, run(3), [test("a", "passed", 1e9)]);
  const after = value(database.read(queryDurations)).get("a") ?? 0;
  assert(after > 130 && after < 210, String(after));
});

Deno.test("querySuiteDurations() is the mean of the newest runs that came to an end", async () => {
  const database = await openAt(fakeHost());
  for (const day of [1, 2, 3]) await add(database, run(day));
  const suites = [{ name: "unit", outcome: "lost", durationMs: 90_000 }];
  await add(database, run(4, { suites }));
  assertEquals([...value(database.read(querySuiteDurations))], [["unit", 2000]]);
});

Deno.test("queryTests() and judgePast() say since when a test fails, and how unsteady it is", async () => {
  const database = await openAt(fakeHost());
  const outcomes: readonly TestOutcome[] = ["passed", "flaky", "passed", "failed", "error"];
  for (const [at, outcome] of outcomes.entries()) {
    await add(database, run(at + 1), [test("a", outcome)]);
  }
  const same = run(6, { commit: "c5", startedAt: "2026-11-01T09:00:00.000Z" });
  await add(database, same, [test("a", "passed")]);
  const [known] = value(database.read((sql) => queryTests(sql, ["a", "never"])));
  assert(known !== undefined);
  const past = judgePast(known);
  assertEquals(past.firstSeen, "2026-11-01T09:00:00.000Z");
  assertEquals(past.failingSince?.runId, "run-4");
  assertEquals([past.runs, past.failures, past.failingRuns], [6, 2, 2]);
  assertEquals([past.flakyRuns, past.flakeRate], [2, 2 / 6]);
  assertEquals(value(database.read((sql) => queryUnsteady(sql, 10))), ["a"]);
});

Deno.test("queryFailing() and querySlowest() name what fails longest, and what takes longest", async () => {
  const database = await openAt(fakeHost());
  const days: readonly (readonly [TestOutcome, TestOutcome, TestOutcome])[] = [
    ["passed", "failed", "failed"],
    ["failed", "passed", "failed"],
    ["failed", "passed", "skipped"],
  ];
  for (const [at, [a, b, c]] of days.entries()) {
    await add(database, run(at + 1), [test("a", a, 30), test("b", b, 10), test("c", c, 20)]);
  }
  assertEquals(value(database.read((sql) => queryFailing(sql, 10))), ["c", "a"]);
  const slowest = value(database.read((sql) => querySlowest(sql, 2)));
  assertEquals(slowest, [{ id: "a", expectedMs: 30 }, { id: "c", expectedMs: 20 }]);
});

Deno.test("judgePast() takes no run in which most tests failed as evidence of flakiness", async () => {
  const database = await openAt(fakeHost());
  await add(database, run(1, { commit: "x" }), [test("a", "passed")]);
  await add(database, run(2, { commit: "x", isEvidence: false }), [test("a", "failed")]);
  const [known] = value(database.read((sql) => queryTests(sql, ["a"])));
  assert(known !== undefined);
  assertEquals(judgePast(known).flakeRate, 0);
  assertEquals(judgePast(known).failures, 1);
});

Deno.test("pruneHistory() forgets by age and by size, says before what it would, and keeps the newest", async () => {
  const database = await openAt(fakeHost());
  for (const day of [1, 2, 3]) {
    await add(
      database,
      run(day),
      Array.from({ length: 500 }, (_, at) => test(`${day}-${at}`, "passed")),
    );
  }
  const limits = { before: "2026-11-02T00:00:00.000Z", maxBytes: null };
  const planned = value(pruneHistory(database, limits, { dryRun: true }));
  assertEquals(planned.map(({ runId, why }) => [runId, why]), [["run-1", "age"]]);
  assertEquals(value(database.read(querySize)).runs, 3);
  assertEquals(value(pruneHistory(database, limits)), planned);
  const after = value(database.read(querySize));
  assertEquals([after.runs, after.tests, after.results], [2, 1000, 1000]);
  const small = value(pruneHistory(database, { before: null, maxBytes: 1 }));
  assertEquals(small.map(({ runId, why }) => [runId, why]), [["run-2", "size"]]);
  assertEquals(value(pruneHistory(database, { before: "2999", maxBytes: 1 })), []);
});

Deno.test("openHistory() moves a damaged file aside, and begins anew", async () => {
  const host = fakeHost({ files: { [PATH]: "this was a database once" } });
  const opened = await openHistory(host, PATH);
  assert(opened.ok);
  assertEquals(opened.value.moved?.why, "damaged");
  assertEquals(host.files.text(opened.value.moved?.to ?? ""), "this was a database once");
  assertEquals(await add(opened.value.database, run(1)), "remembered");
});

Deno.test("openHistory() moves a history of another version aside, and says so, not that it is damaged", async () => {
  const host = fakeHost();
  const older = await openAt(host);
  older.write((sql) => sql.run("PRAGMA user_version = 1"));
  older.close();
  const opened = await openHistory(host, PATH);
  assert(opened.ok);
  assertEquals(opened.value.moved?.why, "version");
  assert(await host.files.stat(opened.value.moved?.to ?? "") !== null);
  assertEquals(await add(opened.value.database, run(1)), "remembered");
});

Deno.test("openHistory() gives the problem of a folder that cannot be written", async () => {
  const host = fakeHost({ failures: [{ path: PATH, code: "read-only" }] });
  const opened = await openHistory(host, PATH);
  assert(!opened.ok && opened.error.kind === "file");
  assertEquals(opened.error.code, "read-only");
});
