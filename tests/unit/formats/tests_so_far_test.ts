import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { readTestsSoFar } from "../../../lib/formats/tests_so_far.ts";
import { REPORT_FORMATS, type ReportFormat } from "../../../lib/model/plan.ts";

function after(format: ReportFormat, lines: readonly (string | object)[]) {
  const reading = readTestsSoFar(format);
  lines.forEach((line, at) =>
    reading?.line(typeof line === "string" ? line : JSON.stringify(line), at * 100)
  );
  const { passed, failed, skipped, planned, running } = reading!.now();
  const names = running.map(({ name, sinceMs }) => `${name}@${sinceMs}`);
  return { counts: [passed, failed, skipped], planned, names };
}

Deno.test("readTestsSoFar() follows pytest: modules are no tests, a phase decides how a test ends", () => {
  const at = (name: string) => ({ id: `t.py::${name}`, file: "t.py", class: "t", name });
  assertEquals(
    after("progress", [
      { on: "start", id: "collect t.py", name: "t" },
      { on: "forget", id: "collect t.py" },
      { on: "planned", count: 5 },
      { on: "start", ...at("a") },
      { on: "phase", id: "t.py::a", outcome: "passed" },
      { on: "end", id: "t.py::a", outcome: "passed" },
      { on: "start", ...at("b") },
      { on: "phase", id: "t.py::b", outcome: "failed" },
      { on: "end", id: "t.py::b", outcome: "passed" },
      { on: "start", ...at("c") },
      { on: "phase", id: "t.py::c", outcome: "skipped" },
      { on: "end", id: "t.py::c", outcome: "passed" },
      { on: "start", ...at("d") },
      { on: "phase", id: "t.py::d", outcome: "again", tried: "failed" },
      "torn {",
    ]),
    { counts: [1, 1, 1], planned: 5, names: ["t.py::d@1200"] },
  );
});

Deno.test("readTestsSoFar() follows our reporters for JavaScript: a group that is begun is no test", () => {
  const test = (name: string, rest: object = {}) => ({
    file: "a.js",
    groups: ["cart"],
    name,
    ...rest,
  });
  assertEquals(
    after("reporter", [
      { qa: "begin", root: "/p" },
      { qa: "start", file: "a.js", groups: [], name: "cart" },
      { qa: "start", ...test("adds") },
      { qa: "test", ...test("adds", { status: "passed" }) },
      { qa: "test", ...test("breaks", { status: "failed" }) },
      { qa: "test", ...test("later", { status: "todo" }) },
      { qa: "start", ...test("hangs") },
    ]),
    { counts: [1, 1, 1], planned: null, names: ["cart > hangs@600"] },
  );
});

Deno.test("readTestsSoFar() follows go test, TAP and libtest by what they print", () => {
  assertEquals(
    after("go-test", [
      { Action: "run", Package: "p", Test: "TestA" },
      { Action: "pass", Package: "p", Test: "TestA", Elapsed: 1 },
      { Action: "run", Package: "p", Test: "TestB" },
      { Action: "pass", Package: "p" },
    ]),
    { counts: [1, 0, 0], planned: null, names: ["TestB@200"] },
  );
  assertEquals(after("tap", ["1..3", "ok 1 - a", "not ok 2 - b", "ok 3 - c # skip later"]), {
    counts: [1, 1, 1],
    planned: 3,
    names: [],
  });
  const rust = ["running 3 tests", "test a::b ... ok", "test c ... FAILED", "test d ... ignored"];
  assertEquals(after("libtest", rust), { counts: [1, 1, 1], planned: 3, names: [] });
});

Deno.test("readTestsSoFar() tells nothing of a report that is written at the end", () => {
  assertEquals([readTestsSoFar("junit"), readTestsSoFar("deno")], [null, null]);
});

Deno.test("readTestsSoFar() takes any line of any format without a fault, and stays small", () => {
  const line = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.record({ on: fc.constantFrom("start", "end", "phase"), id: fc.string(), name: fc.string() })
      .map((one) => JSON.stringify(one)),
  );
  fc.assert(fc.property(fc.constantFrom(...REPORT_FORMATS), fc.array(line), (format, lines) => {
    const reading = readTestsSoFar(format);
    lines.forEach((text, at) => reading?.line(text, at));
    assertEquals((reading?.now().running.length ?? 0) <= 20, true);
  }));
  const reading = readTestsSoFar("go-test")!;
  for (let at = 0; at < 5_000; at++) {
    reading.line(JSON.stringify({ Action: "run", Package: "p", Test: `T${at}` }), at);
  }
  assertEquals(reading.now().running.length, 20);
});
