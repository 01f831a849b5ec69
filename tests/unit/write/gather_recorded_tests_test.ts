import { assertEquals } from "@std/assert";
import fc from "fast-check";
import type { RecordedSuite } from "../../../lib/model/recorded_run.ts";
import type { TestRecord } from "../../../lib/model/test_result.ts";
import { gatherRecordedTests } from "../../../lib/write/gather_recorded_tests.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { linesOf, testOf } from "../../support/record_files.ts";

const SUITE: RecordedSuite = {
  name: "unit",
  kind: "unit",
  runner: "pytest",
  required: true,
  outcome: "failed",
  place: "container",
  testsPath: "/r/t.jsonl",
  named: [],
  unnamed: 0,
  failing: 1,
};

async function gather(text: string, wanted: readonly string[] = [], suite = SUITE) {
  const host = fakeHost({ files: { "/r/t.jsonl": text } });
  const { tests, ...rest } = await gatherRecordedTests(host, suite, new Set(wanted));
  return { names: tests.map(({ name }) => name), ...rest };
}

Deno.test("gatherRecordedTests() keeps what is not plainly passed or skipped", async () => {
  const earlier = [{ outcome: "failed" as const, duration_ms: 1, message: "x", details: "" }];
  const tests = [
    testOf("a"),
    testOf("b", "failed"),
    testOf("c", "skipped"),
    testOf("d", "flaky", { earlier }),
    testOf("e", "not-run"),
    testOf("f", "passed", { earlier }),
  ];
  assertEquals(await gather(linesOf(tests)), {
    names: ["b", "d", "e", "f"],
    unnamed: 0,
    refused: 0,
  });
});

Deno.test("gatherRecordedTests() keeps a pass that was asked for by its id or the end of it", async () => {
  const text = linesOf([testOf("a"), testOf("b[x::y]"), testOf("c")]);
  for (const word of ["y]", "b[x::y]", "unit::tests/test_sum.py::tests.test_sum::b[x::y]"]) {
    assertEquals((await gather(text, [word])).names, ["b[x::y]"], word);
  }
  assertEquals((await gather(text, ["b"])).names, []);
});

Deno.test("gatherRecordedTests() counts failures that the lines do not tell", async () => {
  const text = `${linesOf([testOf("a", "failed")])}{"torn`;
  assertEquals(await gather(text, [], { ...SUITE, failing: 3 }), {
    names: ["a"],
    unnamed: 2,
    refused: 1,
  });
});

Deno.test("gatherRecordedTests() gives what the record names where it has no lines", async () => {
  const { id, suite, file, class: group, name, outcome } = testOf("a", "failed");
  const named = [{ id, suite, file, class: group, name, outcome, quarantine: null }];
  const lone = { ...SUITE, testsPath: null, named, unnamed: 4 };
  assertEquals(await gather("", [], lone), { names: ["a"], unnamed: 4, refused: 0 });
});

Deno.test("gatherRecordedTests() finds the same without its shortcut, for any lines", async () => {
  const name = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom('"', "\\", "a::b"),
  );
  const outcome = fc.constantFrom<TestRecord["outcome"]>("passed", "failed", "skipped", "flaky");
  const made = fc.array(fc.tuple(name, outcome), { maxLength: 20 });
  await fc.assert(fc.asyncProperty(made, name, async (pairs, wanted) => {
    const tests = pairs.map(([one, ended]) => testOf(one, ended));
    // The same lines in an order of fields that is not ours: every one of them is parsed.
    const odd = tests.map(({ id, ...rest }) => `${JSON.stringify({ ...rest, id })}\n`).join("");
    const known = await gather(odd, [wanted]);
    assertEquals(await gather(linesOf(tests), [wanted]), known);
    const isMeant = ({ outcome: ended, id }: TestRecord): boolean =>
      (ended !== "passed" && ended !== "skipped") || id === wanted || id.endsWith(`::${wanted}`);
    assertEquals(known.names, tests.filter(isMeant).map((one) => one.name));
  }));
});
