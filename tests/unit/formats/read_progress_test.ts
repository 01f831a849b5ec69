import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { readJunit } from "../../../lib/formats/read_junit.ts";
import { readProgress } from "../../../lib/formats/read_progress.ts";
import whole from "../../../fixtures/runners/pytest/progress/progress.jsonl" with { type: "text" };
import junit from "../../../fixtures/runners/pytest/progress/report.xml" with { type: "text" };
import segfault from "../../../fixtures/runners/pytest/segfault/progress.jsonl" with {
  type: "text",
};
import behave from "../../../fixtures/runners/behave/progress/report.jsonl" with { type: "text" };
import { brief, readWhole } from "./read_whole.ts";

Deno.test("readProgress() tells of pytest's tests what its own report tells", async () => {
  const told = await readWhole(readProgress, whole);
  const own = await readWhole(readJunit, junit);
  assertEquals([told.end?.whole, told.end?.declared?.tests], [true, told.tests.length]);
  const identities = (tests: typeof own.tests) =>
    tests.map(({ file, className, name, route }) => [file, className, name, route]);
  // The report has a second case for a test that fails and then cannot be torn down.
  const cases = own.tests.filter(({ name }, at) => own.tests[at - 1]?.name !== name);
  assertEquals(cases.length, own.tests.length - 1);
  assertEquals(identities(told.tests), identities(cases));
  const outcomes = (tests: typeof own.tests) =>
    tests.map(({ name, outcome, earlier = [] }) => [name, outcome, earlier.map((e) => e.message)]);
  assertEquals(outcomes(told.tests), outcomes(cases));
});

Deno.test("readProgress() names the test that was running, and keeps those before it", async () => {
  const { tests, end } = await readWhole(readProgress, segfault);
  assertEquals(brief(tests), [
    "passed test_crash::test_first",
    "failed test_crash::test_wrong",
    "crashed test_crash::test_crashes",
  ]);
  assertEquals(tests[2]?.message, "it was running when its runner ended");
  assertEquals([tests[1]?.message, tests[1]?.line], ["assert 1 == 2", 8]);
  assertEquals(end?.whole, false);
  assertEquals(end?.declared, { tests: 4, failures: 2, skipped: 0 });
});

Deno.test("readProgress() reads behave's scenarios", async () => {
  const { tests, end } = await readWhole(readProgress, behave);
  assertEquals(end?.whole, true);
  assertEquals(brief(tests).slice(0, 4), [
    "passed Another one::adds",
    "passed Sums::adds",
    "failed Sums::is wrong here",
    "skipped Sums::is not asked",
  ]);
  assertStringIncludes(
    tests.find(({ outcome }) => outcome === "error")?.message ?? "",
    "undefined",
  );
});

Deno.test("readProgress() gives the same whatever the chunk borders are", async () => {
  const expected = await readWhole(readProgress, whole);
  for (const size of [1, 7, 1000]) {
    assertEquals(await readWhole(readProgress, whole, size), expected);
  }
});

Deno.test("readProgress() loses no more than its last line wherever it is cut", async () => {
  const all = (await readWhole(readProgress, whole)).tests.map(({ name }) => name);
  for (let at = 0; at <= whole.lastIndexOf("{"); at += 97) {
    const { tests, end } = await readWhole(readProgress, whole.slice(0, at));
    assertEquals(end?.whole, false);
    const done = tests.filter(({ outcome }) => outcome !== "crashed").map(({ name }) => name);
    assertEquals(done, all.slice(0, done.length));
    assert(tests.length - done.length <= 1);
  }
});

Deno.test("readProgress() takes a second phase for worse, and a try that does not count for a try", async () => {
  const lines = [
    { on: "start", id: "a", name: "a" },
    { on: "phase", id: "a", outcome: "again", tried: "error", ms: 4, message: "no" },
    { on: "phase", id: "a", outcome: "passed", ms: 2 },
    { on: "end", id: "a", outcome: "passed", ms: 1 },
    { on: "start", id: "b", name: "b" },
    { on: "phase", id: "b", outcome: "passed" },
    { on: "end", id: "b", outcome: "error", message: "late" },
    { on: "start", id: "c", name: "c" },
    { on: "forget", id: "c" },
    { on: "over" },
  ];
  const { tests, end } = await readWhole(
    readProgress,
    lines.map((l) => JSON.stringify(l)).join("\n"),
  );
  assertEquals(brief(tests), ["flaky a", "error b"]);
  assertEquals(tests[0]?.durationMs, 3);
  assertEquals(tests[0]?.earlier, [
    { outcome: "error", duration_ms: 4, message: "no", details: "" },
  ]);
  assertEquals(end?.whole, true);
});

Deno.test("readProgress() survives lines that are none of ours", async () => {
  const { tests, end } = await readWhole(
    readProgress,
    'x\n{"on":"end"}\n{"on":"start","id":7}\n[]\n{"on":"start","id":"a","name":"a","line":-1}\n\0\n',
  );
  assertEquals(tests.length, 1);
  assertEquals(end?.whole, false);
});
