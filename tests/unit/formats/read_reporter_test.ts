import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import jestKilled from "../../../fixtures/runners/jest/killed/report.jsonl" with { type: "text" };
import jest from "../../../fixtures/runners/jest/outcomes/report.jsonl" with { type: "text" };
import mochaBroken from "../../../fixtures/runners/mocha/broken/report.jsonl" with { type: "text" };
import mochaKilled from "../../../fixtures/runners/mocha/killed/report.jsonl" with { type: "text" };
import mocha from "../../../fixtures/runners/mocha/outcomes/report.jsonl" with { type: "text" };
import node from "../../../fixtures/runners/node/lines/report.jsonl" with { type: "text" };
import playwright from "../../../fixtures/runners/playwright/outcomes/report.jsonl" with {
  type: "text",
};
import vitest from "../../../fixtures/runners/vitest/outcomes/report.jsonl" with { type: "text" };
import { readReporter } from "../../../lib/formats/read_reporter.ts";
import type { ReportEnd } from "../../../lib/model/report_reading.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";

interface Reading {
  readonly tests: readonly ReportedTest[];
  readonly end: ReportEnd;
}

async function read(text: string | Uint8Array<ArrayBuffer>): Promise<Reading> {
  const tests: ReportedTest[] = [];
  const ends: ReportEnd[] = [];
  for await (const item of readReporter(new Blob([text]).stream())) {
    assertEquals(ends, [], "something follows the end");
    if (item.kind === "end") ends.push(item.end);
    else tests.push(item.test);
  }
  assertEquals(ends.length, 1);
  return { tests, end: ends[0]! };
}

/** Lines of a report, in front of them a beginning. */
function report(...lines: readonly object[]): string {
  const all = [{ qa: "begin", v: 1, tool: "jest", root: "/p" }, ...lines];
  return all.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function count(tests: readonly ReportedTest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of tests) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

const END = { qa: "end", tests: 1, failures: 0, skipped: 0 };
const PLACE = { file: "/p/a.test.js", groups: ["g"], name: "n" };
const PASSED = { qa: "test", ...PLACE, status: "passed", ms: 1.23456, errors: [], retries: [] };

Deno.test("readReporter() reads every outcome of each tool as the tool counts it", async () => {
  const cases: readonly (readonly [string, Record<string, number>, ReportEnd["declared"]])[] = [
    [jest, { passed: 6, flaky: 1, failed: 6, "timed-out": 1, skipped: 2, error: 1 }, {
      tests: 16,
      failures: 8,
      skipped: 2,
    }],
    [vitest, { passed: 5, flaky: 1, failed: 5, "timed-out": 1, skipped: 3, error: 2 }, {
      tests: 15,
      failures: 6,
      skipped: 3,
    }],
    [
      mocha,
      { passed: 4, flaky: 1, failed: 5, "timed-out": 1, skipped: 2, error: 2, "not-run": 3 },
      { tests: 15, failures: 8, skipped: 2 },
    ],
    [
      playwright,
      {
        ...{ passed: 3, "expected-failure": 1, flaky: 1, failed: 4, "timed-out": 1 },
        ...{ "unexpected-pass": 1, skipped: 2 },
      },
      { tests: 13, failures: 6, skipped: 2 },
    ],
    [
      node,
      { passed: 6, "expected-failure": 1, failed: 6, "timed-out": 1, error: 3, skipped: 1 },
      { tests: 17, failures: 9, skipped: 1 },
    ],
  ];
  for (const [text, counts, declared] of cases) {
    const { tests, end } = await read(text);
    assertEquals(count(tests), counts);
    assertEquals(end, { whole: true, problems: [], declared });
  }
});

Deno.test("readReporter() names file, group, line and assertion alike for every tool", async () => {
  const first = [jest, vitest, mocha, playwright, node];
  for (const text of first) {
    const { tests } = await read(text);
    const fails = tests.find(({ name }) => name === "fails");
    const unicode = tests.find(({ name }) => name === "unicode ✓ 名前");
    assert(fails?.line && fails.line > 5 && fails.line < 10, `${fails?.line}`);
    assert(!fails.file.startsWith("/"), fails.file);
    assert(unicode?.className.endsWith("grüße > 内側"), unicode?.className);
    assertStringIncludes(fails.message, "4");
    assert(fails.details.length > fails.message.length);
    const throws = tests.find(({ name }) => name === "throws");
    assertEquals(throws?.message, 'TypeError: odd <tag> & "quotes"');
    assert(!tests.some(({ details }) => details.includes("\x1b")));
  }
});

Deno.test("readReporter() keeps earlier tries, in their order", async () => {
  for (const text of [jest, vitest, mocha]) {
    const { tests } = await read(text);
    const tries = tests.find(({ outcome }) => outcome === "flaky")?.earlier ?? [];
    assertEquals(tries.map(({ outcome, message }) => [outcome, message]), [
      ["failed", "Error: try 1"],
      ["failed", "Error: try 2"],
    ]);
  }
  const { tests } = await read(playwright);
  const timeout = tests.find(({ name }) => name === "timeout again");
  assertEquals([timeout?.outcome, timeout?.earlier?.[0]?.outcome], ["timed-out", "timed-out"]);
});

Deno.test("readReporter() tells a file that does not load as one error", async () => {
  const { tests, end } = await read(mochaBroken);
  assertEquals(tests.map(({ file, name, outcome, line }) => [file, name, outcome, line]), [
    ["test/broken.spec.js", "(file)", "error", 1],
  ]);
  assertStringIncludes(tests[0]?.message ?? "", "Cannot find module './no_such_module'");
  assertEquals(end.whole, true);
});

Deno.test("readReporter() names the test that was running when the tool died", async () => {
  for (const text of [mochaKilled, jestKilled]) {
    const { tests, end } = await read(text);
    assertEquals(tests.map(({ className, name, outcome }) => [className, name, outcome]), [
      ["", "before", "passed"],
      ["group", "kills its process", "crashed"],
    ]);
    assertEquals([end.whole, end.declared], [false, null]);
    assertStringIncludes(end.problems[0] ?? "", "before the test tool told its end");
  }
});

Deno.test("readReporter() never takes a cut report for a whole one, and keeps its complete tests", async () => {
  for (const text of [jest, vitest, mocha, playwright, node]) {
    const bytes = new TextEncoder().encode(text);
    const whole = await read(bytes);
    for (let length = 0; length < bytes.length - 2; length += 97) {
      const { tests, end } = await read(bytes.slice(0, length));
      assertEquals(end.whole, false, `cut at ${length}`);
      assert(end.problems.length > 0 && tests.length <= whole.tests.length + 5);
    }
    assertEquals((await read(bytes.slice(0, -1))).end.whole, true, "only the last line's end");
  }
});

Deno.test("readReporter() refuses what is none of its reports, and never throws", async () => {
  const foreign = ["", "null\n", "[1]\n", "<testsuites/>", '{"numTotalTests":3}', "\0\x01\xff"];
  for (const text of foreign) {
    const { tests, end } = await read(text);
    assertEquals([tests, end.whole], [[], false]);
    assertStringIncludes(end.problems.at(-1) ?? "", "does not begin");
  }
  const odd = {
    qa: "test",
    file: 3,
    groups: "x",
    name: null,
    status: {},
    ms: "1",
    errors: [1, {}],
  };
  const { tests, end } = await read(report(odd, END));
  assertEquals([tests[0]?.outcome, tests[0]?.name, end.whole], ["error", "", true]);
  const torn = `${report()}not json\n${JSON.stringify(PASSED)}\n${JSON.stringify(END)}\n`;
  const { tests: kept, end: doubt } = await read(torn);
  assertEquals([kept.length, doubt.whole], [1, false]);
  assertStringIncludes(doubt.problems[0] ?? "", "line 2");
});

Deno.test("readReporter() bounds texts, and cuts no line in the middle of a character", async () => {
  const errors = [`Error: ${"é".repeat(200_000)}`];
  const { tests } = await read(report({ ...PASSED, status: "failed", errors }, END));
  assert((tests[0]?.details.length ?? 0) < 70_000 && (tests[0]?.message.length ?? 0) <= 2000);
  const huge = { ...PASSED, name: "n".repeat(5_000_000) };
  const { end } = await read(report(huge, END));
  assertEquals(end.whole, false);
});

Deno.test("readReporter() takes provisional results only of files that never end", async () => {
  const start = { qa: "start", ...PLACE };
  const tried = { ...PASSED, qa: "try", status: "failed", errors: ["Error: first"] };
  const done = { qa: "file", file: PLACE.file };
  const whole = await read(report(start, tried, PASSED, done, END));
  assertEquals(whole.tests.map(({ outcome, durationMs }) => [outcome, durationMs]), [
    ["passed", 1.235],
  ]);
  const dead = await read(report(start, tried));
  assertEquals(dead.tests.map(({ outcome, message }) => [outcome, message]), [
    ["failed", "Error: first"],
  ]);
  const worker = { ...done, error: "a worker was terminated" };
  const lost = await read(report(start, worker, END));
  assertEquals(lost.tests.map(({ name, outcome }) => [name, outcome]), [
    ["n", "crashed"],
    ["(file)", "error"],
  ]);
});

Deno.test("readReporter() takes a group that was begun for no test", async () => {
  const group = { qa: "start", file: PLACE.file, groups: [], name: "g" };
  const { tests } = await read(report(group, { qa: "start", ...PLACE }));
  assertEquals(tests.map(({ name, outcome }) => [name, outcome]), [["n", "crashed"]]);
  const ended = await read(report(group, PASSED, { ...group, qa: "done" }, END));
  assertEquals(ended.tests.length, 1);
  const left = await read(report({ qa: "start", ...PLACE }, END));
  assertEquals(left.tests[0]?.outcome, "not-run");
});

Deno.test("readReporter() spells files from the folder of the tool, on every system", async () => {
  const file = "C:\\p\\src\\a.test.js";
  const begin = { qa: "begin", v: 1, tool: "jest", root: "C:\\p" };
  const { tests } = await read(
    report(begin, { ...PASSED, file }, { ...PASSED, file: "/q/b.js" }, END),
  );
  assertEquals(tests.map((test) => test.file), ["src/a.test.js", "/q/b.js"]);
});

Deno.test("readReporter() reads an error outside of every test", async () => {
  const { tests } = await read(report({ qa: "error", error: "Error: unhandled" }, END));
  assertEquals([tests[0]?.outcome, tests[0]?.message], ["error", "Error: unhandled"]);
});
