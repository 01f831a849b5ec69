import { assertEquals, assertStringIncludes } from "@std/assert";
import { readGoTest } from "../../../lib/formats/read_go_test.ts";
import text from "../../../fixtures/runners/go/outcomes/stdout.jsonl" with { type: "text" };
import { brief, readWhole } from "./read_whole.ts";

Deno.test("readGoTest() reads every outcome, and a parent only for a failure of its own", async () => {
  const { tests, end } = await readWhole(readGoTest, text);
  assertEquals(end, { whole: true, problems: [], declared: null });
  const shop = "example.com/shop";
  assertEquals([...brief(tests)].sort(), [
    `crashed ${shop}/crash::TestPanics/inside`,
    `crashed ${shop}/exits::TestExits`,
    `error ${shop}/broken::[build failed]`,
    `failed ${shop}/mathx::ExampleSum_wrong`,
    `failed ${shop}/mathx::TestGroupItself`,
    `failed ${shop}/mathx::TestIsWrongHere`,
    `failed ${shop}/mathx::TestTable/bad_one`,
    `passed ${shop}/crash::TestBefore`,
    `passed ${shop}/exits::TestBefore`,
    `passed ${shop}/mathx::ExampleSum`,
    `passed ${shop}/mathx::TestAdds`,
    `passed ${shop}/mathx::TestBeside`,
    `passed ${shop}/mathx::TestGroup/inner/deep`,
    `passed ${shop}/mathx::TestGroupItself/inner`,
    `passed ${shop}/mathx::TestTable/#00`,
    `passed ${shop}/mathx::TestTable/good`,
    `passed ${shop}/slow::TestBefore`,
    `skipped ${shop}/mathx::TestIsNotAsked`,
    `timed-out ${shop}/slow::TestHangs`,
  ]);
});

Deno.test("readGoTest() gives the reason and the line of what failed", async () => {
  const { tests } = await readWhole(readGoTest, text);
  const told = Object.fromEntries(tests.map((test) => [test.name, test]));
  const of = (name: string) => [told[name]?.line, told[name]?.message];
  assertEquals(of("TestIsWrongHere"), [16, "sum_test.go:16: Sum(1, 2) = 3, want 4"]);
  assertEquals(of("TestIsNotAsked"), [19, "sum_test.go:19: not asked"]);
  assertEquals(of("TestPanics/inside"), [10, "panic: assignment to entry in nil map [recovered]"]);
  assertEquals(of("TestHangs"), [10, "panic: test timed out after 2s"]);
  assertEquals(of("ExampleSum_wrong"), [null, "got: 3, want: 4"]);
  assertEquals(of("TestExits"), [null, "its test binary ended while it ran"]);
  assertStringIncludes(told["TestIsWrongHere"]?.details ?? "", "some words");
});

Deno.test("readGoTest() gives the same whatever the chunk borders are", async () => {
  const expected = await readWhole(readGoTest, text);
  for (const size of [1, 7, 1000]) assertEquals(await readWhole(readGoTest, text, size), expected);
});

Deno.test("readGoTest() never takes a cut stream for a whole one", async () => {
  // From the first event of a package to the line that ends the last one.
  const from = text.indexOf("\n", text.indexOf('"TestBefore"')) + 1;
  const until = text.lastIndexOf("{");
  for (let at = from; at < until; at += 613) {
    const cut = text.slice(0, at);
    const { end } = await readWhole(readGoTest, cut);
    // A stream may end between two packages: then nothing in it is missing that it could know of.
    const packages = new Set([...cut.matchAll(/"Package":"([^"]+)"/g)].map((one) => one[1]));
    const ended = cut.match(/"Action":"(?:pass|fail|skip)","Package":"[^"]+","Elapsed"/g) ?? [];
    if (packages.size === ended.length) continue;
    assertEquals(end?.whole, false, `cut at ${at}`);
  }
});

Deno.test("readGoTest() names the test that was running when the stream was cut", async () => {
  const cut = text.slice(0, text.indexOf("panic: test timed out"));
  const { tests } = await readWhole(readGoTest, cut.slice(0, cut.lastIndexOf("\n") + 1));
  assertEquals(brief(tests.filter(({ message }) => message.startsWith("it was running"))), [
    "crashed example.com/shop/slow::TestHangs",
  ]);
});

const event = (Action: string, more: object = {}) =>
  JSON.stringify({ Action, Package: "p", ...more }) + "\n";

Deno.test("readGoTest() tells a package that fails outside of its tests", async () => {
  const { tests } = await readWhole(
    readGoTest,
    event("start") + event("output", { Output: "no database\n" }) +
      event("output", { Output: "FAIL\tp\t0.1s\n" }) + event("fail", { Elapsed: 0.1 }),
  );
  assertEquals(
    tests.map(({ name, outcome, message, details }) => [name, outcome, message, details]),
    [
      ["[package]", "error", "no database", "no database"],
    ],
  );
});

Deno.test("readGoTest() tells what newer versions say of a build", async () => {
  // The events of `go doc test2json` since Go 1.24.
  const build = { ImportPath: "p [p.test]" };
  const { tests } = await readWhole(
    readGoTest,
    JSON.stringify({ Action: "build-output", ...build, Output: "# p [p.test]\n" }) + "\n" +
      JSON.stringify({ Action: "build-output", ...build, Output: "./a.go:3:5: undefined: x\n" }) +
      "\n" + JSON.stringify({ Action: "build-fail", ...build }) + "\n" + event("start") +
      event("output", { Output: "FAIL\tp [build failed]\n" }) +
      event("fail", { Elapsed: 0, FailedBuild: "p [p.test]" }),
  );
  assertEquals(tests.map(({ className, name, outcome }) => [className, name, outcome]), [
    ["p", "[build failed]", "error"],
  ]);
  assertStringIncludes(tests[0]?.details ?? "", "undefined: x");
});

Deno.test("readGoTest() finds a result that shares its line with what a test printed", async () => {
  const told = (word: string, end: string) =>
    event("run", { Test: "TestA" }) +
    event("output", { Test: "TestA", Output: `no newline--- ${word}: TestA (0.00s)\n` }) +
    event(end, { Elapsed: 0 });
  for (
    const [word, end, outcome] of [
      ["PASS", "pass", "passed"],
      ["FAIL", "fail", "failed"],
      ["SKIP", "pass", "skipped"],
    ] as const
  ) {
    const { tests } = await readWhole(readGoTest, told(word, end));
    assertEquals(tests.map((test) => test.outcome), [outcome]);
  }
});

Deno.test("readGoTest() does not blame a parallel test that was still waiting for its turn", async () => {
  const { tests } = await readWhole(
    readGoTest,
    event("run", { Test: "TestA" }) + event("pause", { Test: "TestA" }) +
      event("run", { Test: "TestB" }) + event("pause", { Test: "TestB" }) +
      event("cont", { Test: "TestB" }) + event("fail", { Elapsed: 0 }),
  );
  assertEquals(brief(tests), ["crashed p::TestB", "not-run p::TestA"]);
});

Deno.test("readGoTest() keeps little of a stream of endless beginnings and words", async () => {
  async function* endless() {
    for (let n = 0; n < 60_000; n++) {
      yield new TextEncoder().encode(event("run", { Test: `Test${n}` }));
    }
    const words = new TextEncoder().encode(
      event("output", { Test: "Test1", Output: "x".repeat(1e5) }),
    );
    for (let n = 0; n < 200; n++) yield words;
    yield await Promise.resolve(new TextEncoder().encode(event("fail")));
  }
  let tests = 0;
  let longest = 0;
  for await (const item of readGoTest(endless())) {
    if (item.kind === "end") assertEquals(item.end.whole, false);
    else longest = Math.max(longest, (tests++, item.test.details.length));
  }
  assertEquals([tests, longest], [50_000, 64 * 1024]);
});

Deno.test("readGoTest() bounds the words of all running tests together", async () => {
  const words = "x".repeat(64 * 1024);
  async function* wordy() {
    for (let n = 0; n < 400; n++) {
      const Test = `Test${n}`;
      const lines = event("run", { Test }) + event("output", { Test, Output: words });
      yield await Promise.resolve(new TextEncoder().encode(lines));
    }
    yield new TextEncoder().encode(event("fail"));
  }
  let sum = 0;
  for await (const item of readGoTest(wordy())) {
    if (item.kind === "test") sum += item.test.details.length;
  }
  assertEquals(sum, 16 * 1024 * 1024);
});
