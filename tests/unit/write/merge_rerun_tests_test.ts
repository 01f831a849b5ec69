import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { mergeRerunTests } from "../../../lib/write/merge_rerun_tests.ts";
import { anyTest, writeLine } from "../../support/any_test.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { linesOf, testOf } from "../../support/record_files.ts";

async function merge(runs: readonly (readonly TestRecord[])[], isSameCode = true) {
  const paths = runs.map((_, at) => `/r${at}/tests.jsonl`);
  const files = Object.fromEntries(paths.map((path, at) => [path, linesOf(runs[at]!)]));
  const host = fakeHost({ files: { ...files, "/m/x": "" } });
  const merged = await mergeRerunTests(host, {
    suite: "unit",
    paths,
    target: "/m/t.jsonl",
    isSameCode,
  });
  assert(merged.ok, JSON.stringify(merged));
  const lines = host.files.text("/m/t.jsonl").split("\n").slice(0, -1);
  return { ...merged.value, tests: lines.map((line) => JSON.parse(line) as TestRecord) };
}

const outcomesOf = (tests: readonly TestRecord[]) =>
  tests.map(({ name, outcome, earlier }) => [name, outcome, earlier.map((one) => one.outcome)]);

Deno.test("mergeRerunTests() has each test once, its last answer counting and older failures in it", async () => {
  const { tests, counts } = await merge([
    [testOf("a"), testOf("b", "failed"), testOf("c", "failed")],
    [testOf("b"), testOf("c", "failed", { message: "other" })],
  ]);
  assertEquals(outcomesOf(tests), [
    ["b", "flaky", ["failed"]],
    ["c", "failed", ["failed"]],
    ["a", "passed", []],
  ]);
  assertEquals(tests[1]?.message, "other");
  assertEquals([counts.total, counts.failed, counts.flaky, counts.passed], [3, 1, 1, 2]);
});

Deno.test("mergeRerunTests() calls a pass after a change of the code no flake", async () => {
  const { tests } = await merge([[testOf("b", "failed")], [testOf("b")]], false);
  assertEquals(outcomesOf(tests), [["b", "passed", ["failed"]]]);
});

Deno.test("mergeRerunTests() lets no skip take a failure away", async () => {
  const { tests } = await merge([
    [testOf("b", "failed"), testOf("s", "skipped")],
    [testOf("b", "skipped"), testOf("s", "not-run")],
  ]);
  assertEquals(outcomesOf(tests), [["b", "failed", []], ["s", "not-run", []]]);
});

Deno.test("mergeRerunTests() keeps the order of one run, and the lines of all that were told", async () => {
  const { tests, told } = await merge([[testOf("z", "skipped"), testOf("a")]]);
  assertEquals([tests.map(({ name }) => name), told], [
    ["z", "a"],
    new Map([["/r0/tests.jsonl", 2]]),
  ]);
});

Deno.test("mergeRerunTests() agrees with a merge in memory, for any runs", async () => {
  const outcome = fc.constantFrom<TestRecord["outcome"]>("passed", "failed", "skipped");
  const run = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d"), outcome), {
    selector: ([name]) => name,
  });
  await fc.assert(fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 4 }), async (runs) => {
    const { tests, counts } = await merge(
      runs.map((one) => one.map(([name, end]) => testOf(name, end))),
    );
    const names = [...new Set(runs.flat().map(([name]) => name))].sort();
    assertEquals(tests.map(({ name }) => name).sort(), names);
    for (const test of tests) {
      const all = runs.flat().filter(([name]) => name === test.name).map(([, end]) => end);
      const ran = all.filter((end) => end !== "skipped");
      const failures = ran.slice(0, -1).filter((end) => end === "failed");
      const last = ran.at(-1) ?? "skipped";
      assertEquals(test.outcome, last === "passed" && failures.length > 0 ? "flaky" : last);
      assertEquals(test.earlier.map((one) => one.outcome), failures);
    }
    assertEquals(counts.total, names.length);
  }));
});

Deno.test("mergeRerunTests() tells the same of tests in our layout and in another one", async () => {
  const runs = fc.array(fc.array(anyTest, { maxLength: 5 }), { minLength: 1, maxLength: 3 });
  await fc.assert(fc.asyncProperty(runs, fc.boolean(), async (told, isSameCode) => {
    const mergeAs = async (style: "plain" | "reversed") => {
      const paths = told.map((_, at) => `/r${at}`);
      const texts = told.map((tests) => tests.map((test) => writeLine({ test, style })).join(""));
      const files = Object.fromEntries(paths.map((path, at) => [path, texts[at]!]));
      const host = fakeHost({ files: { ...files, "/m/x": "" } });
      const request = { suite: "unit", paths, target: "/m/t", isSameCode };
      const merged = await mergeRerunTests(host, request);
      assert(merged.ok);
      const lines = host.files.text("/m/t").split("\n").slice(0, -1);
      return { ...merged.value, tests: lines.map((line) => JSON.parse(line)) };
    };
    assertEquals(await mergeAs("plain"), await mergeAs("reversed"));
  }));
});
