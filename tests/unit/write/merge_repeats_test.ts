import { assert, assertEquals } from "@std/assert";
import { mergeRepeats } from "../../../lib/write/merge_repeats.ts";
import type { TestOutcome } from "../../../lib/model/outcome.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { sampleTest } from "../../support/sample_suite.ts";

const TARGET = "/run/suites/unit/tests.jsonl";

/** Writes runs of these outcomes, one line for each test, and merges them. */
async function merge(...runs: readonly Readonly<Record<string, TestOutcome>>[]) {
  const paths = runs.map((_, at) => `/run/suites/unit/container-${at + 1}/tests.jsonl`);
  const host = fakeHost({
    files: Object.fromEntries(runs.map((run, at) => [
      paths[at],
      Object.entries(run).map(([name, outcome]) => {
        const message = outcome === "passed" ? "" : `run ${at + 1}`;
        const test = { ...sampleTest({ id: `unit::${name}`, name, outcome, message }) };
        return `${JSON.stringify({ ...test, attempt: at + 1 })}\n`;
      }).join(""),
    ])),
  });
  const [first = "", ...later] = paths;
  const merged = await mergeRepeats(host, { runs: [first, ...later], target: TARGET });
  assert(merged.ok);
  const lines = host.files.text(TARGET).split("\n").slice(0, -1).map((line) => JSON.parse(line));
  return { ...merged.value, lines };
}

Deno.test("mergeRepeats() tells every test once, with its first failure where it ever failed", async () => {
  const { lines, counts, failures } = await merge(
    { a: "passed", b: "passed", c: "failed" },
    { a: "passed", b: "failed", c: "passed" },
    { a: "passed", b: "error", c: "passed" },
  );
  assertEquals(lines.map(({ id, outcome, attempt, message }) => [id, outcome, attempt, message]), [
    ["unit::a", "passed", 1, ""],
    ["unit::b", "failed", 2, "run 2"],
    ["unit::c", "failed", 1, "run 1"],
  ]);
  assertEquals([counts.total, counts.passed, counts.failed], [3, 1, 2]);
  assertEquals(failures.map(({ id }) => id), ["unit::b", "unit::c"]);
});

Deno.test("mergeRepeats() keeps a failure of a test that the first run did not tell", async () => {
  const { lines } = await merge({ a: "passed" }, { a: "passed", late: "crashed" });
  assertEquals(lines.map(({ id, outcome }) => [id, outcome]), [
    ["unit::a", "passed"],
    ["unit::late", "crashed"],
  ]);
});

Deno.test("mergeRepeats() is the first run where nothing failed", async () => {
  const { counts } = await merge({ a: "passed", b: "skipped" }, { a: "passed", b: "skipped" });
  assertEquals([counts.total, counts.passed, counts.skipped], [2, 1, 1]);
});
