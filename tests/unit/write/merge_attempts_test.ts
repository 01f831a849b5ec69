import { assert, assertEquals } from "@std/assert";
import { TestRecord } from "../../../lib/model/test_result.ts";
import { mergeAttempts } from "../../../lib/write/merge_attempts.ts";
import { type FakeHost, fakeHost } from "../../support/fake_host.ts";
import { sampleCounts, sampleTest } from "../../support/sample_suite.ts";

const TARGET = "/run/suites/unit/tests.jsonl";

const test = (id: string, outcome: TestRecord["outcome"], attempt = 1): TestRecord =>
  sampleTest({ id, outcome, attempt });

function hostOf(...attempts: readonly (readonly TestRecord[])[]): FakeHost {
  const lines = (tests: readonly TestRecord[]): string =>
    tests.map((one) => `${JSON.stringify(one)}\n`).join("");
  const files = attempts.map((tests, at) => [`/run/${at + 1}.jsonl`, lines(tests)]);
  return fakeHost({ files: { ...Object.fromEntries(files), [TARGET]: "of an earlier merge\n" } });
}

async function merge(host: FakeHost, attempts: number, failed: readonly string[]) {
  const [first = "", ...later] = Array.from(
    { length: attempts },
    (_, at) => `/run/${at + 1}.jsonl`,
  );
  const request = { attempts: [first, ...later], failed: new Set(failed), target: TARGET } as const;
  const merged = await mergeAttempts(host, request);
  assert(merged.ok);
  const lines = host.files.text(TARGET).split("\n").slice(0, -1);
  const tests = lines.map((line) => TestRecord.parse(JSON.parse(line)));
  const told = tests.map(({ id, outcome, earlier }) => [id, outcome, earlier.length]);
  return { ...merged.value, told };
}

Deno.test("mergeAttempts() tells every test of the first attempt once, in its order", async () => {
  const host = hostOf(
    [test("a", "failed"), test("b", "passed"), test("c", "failed"), test("d", "skipped")],
    [test("c", "failed", 2), test("a", "passed", 2)],
  );
  const { told, counts, failures, flaky } = await merge(host, 2, ["a", "c"]);
  assertEquals(told, [["a", "flaky", 1], ["b", "passed", 0], ["c", "failed", 1], [
    "d",
    "skipped",
    0,
  ]]);
  assertEquals(counts, { ...sampleCounts(2, 1, 1), flaky: 1 });
  assertEquals([failures, flaky].map((list) => list.map(({ id }) => id)), [["c"], ["a"]]);
});

Deno.test("mergeAttempts() keeps red what did not appear again", async () => {
  const { told, counts } = await merge(hostOf([test("a", "failed")], [test("x", "passed", 2)]), 2, [
    "a",
  ]);
  assertEquals([told, counts.failed], [[["a", "failed", 0]], 1]);
});

Deno.test("mergeAttempts() counts what failed first when the whole suite was run again", async () => {
  const host = hostOf(
    [test("a", "failed"), test("b", "passed")],
    [test("a", "passed", 2), test("b", "failed", 2), test("new", "failed", 2)],
    [test("a", "passed", 3), test("b", "passed", 3), test("new", "failed", 3)],
  );
  const { told } = await merge(host, 3, ["a"]);
  assertEquals(told, [["a", "flaky", 2], ["b", "flaky", 2], ["new", "failed", 1]]);
});

Deno.test("mergeAttempts() keeps failures in quarantine apart, and drops torn lines", async () => {
  const host = hostOf([{ ...test("q", "failed"), quarantine: "q" }, test("a", "failed")]);
  host.files.put("/run/2.jsonl", `${JSON.stringify(test("a", "passed", 2))}\n{"id": "torn`);
  const { told, counts, quarantined } = await merge(host, 2, ["a"]);
  assertEquals(told, [["q", "failed", 0], ["a", "flaky", 1]]);
  assertEquals([counts.quarantined, counts.failed, quarantined.length], [1, 0, 1]);
});

Deno.test("mergeAttempts() says when it cannot write", async () => {
  const host = hostOf([test("a", "failed")], [test("a", "passed", 2)]);
  host.files.failures.push({ path: TARGET, code: "disk-full" });
  const request = { failed: new Set(["a"]), target: TARGET };
  const merged = await mergeAttempts(host, {
    ...request,
    attempts: ["/run/1.jsonl", "/run/2.jsonl"],
  });
  assertEquals(merged.ok, false);
});
