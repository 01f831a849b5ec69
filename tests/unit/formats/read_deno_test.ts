import { assertEquals } from "@std/assert";
import report from "../../../fixtures/runners/deno/steps/report.xml" with { type: "text" };
import { readDeno } from "../../../lib/formats/read_deno.ts";
import type { ReportEnd } from "../../../lib/model/report_reading.ts";
import type { ReportedTest } from "../../../lib/model/test_result.ts";

async function read(text: string) {
  const tests: ReportedTest[] = [];
  let end: ReportEnd | null = null;
  for await (const item of readDeno(new Blob([text]).stream())) {
    if (item.kind === "end") end = item.end;
    else tests.push(item.test);
  }
  return { tests, end };
}

Deno.test("readDeno() counts a failed step once, and not its test too", async () => {
  const { tests, end } = await read(report);
  const count = (outcome: string) => tests.filter((test) => test.outcome === outcome).length;
  // 5 tests and 4 steps, 6 tests and 3 steps without one test and one step that hold others.
  assertEquals([count("passed"), count("failed"), count("skipped")], [9, 7, 2]);
  assertEquals(end, {
    whole: true,
    problems: [],
    declared: { tests: 18, failures: 7, skipped: 0 },
  });
});

Deno.test("readDeno() places steps inside of their tests, and tests in their files", async () => {
  const { tests } = await read(report);
  assertEquals(new Set(tests.map(({ file }) => file)), new Set(["outcomes_test.ts"]));
  const steps = tests.filter(({ className }) => className !== "");
  assertEquals(steps.map(({ className, name, outcome }) => [className, name, outcome]), [
    ["parent", "good", "passed"],
    ["parent", "bad", "failed"],
    ["parent > outer", "inner", "passed"],
    ["parent > outer", "bad inner", "failed"],
    ["parent", "ignored step", "skipped"],
    ["parent that breaks itself", "good", "passed"],
    ["green parent", "good", "passed"],
  ]);
  const own = tests.find(({ name }) => name === "parent that breaks itself");
  assertEquals([own?.outcome, own?.message], ["failed", "Uncaught Error: its own"]);
});

Deno.test("readDeno() leaves a name with an arrow of its own as it is", async () => {
  const { tests } = await read(
    `<testsuites><testsuite name="./a_test.ts"><testcase name="a > b" classname="./a_test.ts"/>` +
      `</testsuite></testsuites>`,
  );
  assertEquals([tests[0]?.className, tests[0]?.name], ["", "a > b"]);
});

Deno.test("readDeno() never takes a cut report for a whole one", async () => {
  for (let length = 1; length < report.length - 20; length += 61) {
    assertEquals((await read(report.slice(0, length))).end?.whole, false, `cut at ${length}`);
  }
});
