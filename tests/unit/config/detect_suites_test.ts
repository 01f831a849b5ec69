import { assertEquals } from "@std/assert";
import { detectSuites } from "../../../lib/config/detect_suites.ts";
import type { DetectedSuite, RunnerRow } from "../../../lib/model/runner.ts";

function row(...names: string[]): RunnerRow {
  const detect = (): DetectedSuite[] =>
    names.map((name) => ({
      name,
      kind: "unit",
      runner: "r",
      paths: [],
      command: null,
      cwd: ".",
      why: "",
    }));
  return {
    id: "r",
    title: "r",
    detect,
    command: () => ({ argv: ["r"], env: {}, report: { from: "nowhere" } }),
    exitCodes: {},
    select: () => null,
    verbose: [],
    serial: null,
    needsCommand: false,
  };
}

Deno.test("detectSuites() joins all rows and makes names unique without regard to case", () => {
  const found = detectSuites({ paths: [], texts: {} }, [row("a", "b"), row("A", "a"), row()]);
  assertEquals(found.map(({ name }) => name), ["a", "b", "A-2", "a-3"]);
});

Deno.test("detectSuites() keeps names short", () => {
  const long = "x".repeat(100);
  const found = detectSuites({ paths: [], texts: {} }, [row(long, long)]);
  assertEquals(found.map(({ name }) => name.length), [64, 64]);
  assertEquals(found[1]?.name.endsWith("-2"), true);
});
