import { assertEquals } from "@std/assert";
import { ranBeside } from "../../../lib/classify/ran_beside.ts";
import { sampleExecution, sampleSuite } from "../../support/sample_suite.ts";

function alone(runner: string, argv: readonly string[]): boolean {
  const execution = sampleExecution({ argv });
  const suite = { ...sampleSuite(execution), runner };
  return ranBeside(suite, execution, [suite]);
}

for (
  const [runner, argv, expected] of [
    ["pytest", ["pytest"], false],
    ["pytest", ["pytest", "-n", "4"], true],
    ["pytest", ["pytest", "-nauto"], true],
    ["pytest", ["pytest", "-n", "0"], false],
    ["pytest", ["pytest", "--numprocesses=2"], true],
    ["pytest", ["pytest", "tests/test-n.py"], false],
    ["jest", ["jest"], true],
    ["jest", ["jest", "--runInBand"], false],
    ["go", ["go", "test", "-p=1", "./..."], false],
    ["cargo", ["cargo", "test", "--", "--test-threads=1"], false],
    ["playwright", ["playwright", "test", "--workers=1"], false],
    ["mocha", ["mocha", "--parallel"], true],
  ] as const
) {
  Deno.test(`ranBeside() is ${expected} for ${argv.join(" ")}`, () => {
    assertEquals(alone(runner, argv), expected);
  });
}

Deno.test("ranBeside() sees suites that ran at the same time", () => {
  const at = (startedAt: string) =>
    sampleExecution({ startedAt, durationMs: 1000, argv: ["pytest"] });
  const own = at("2026-11-20T10:00:00.000Z");
  const suite = { ...sampleSuite(own), runner: "pytest" };
  const other = (startedAt: string) => ({ ...sampleSuite(at(startedAt)), name: "other" });
  assertEquals(ranBeside(suite, own, [suite, other("2026-11-20T10:00:00.500Z")]), true);
  assertEquals(ranBeside(suite, own, [suite, other("2026-11-20T10:00:01.000Z")]), false);
});
