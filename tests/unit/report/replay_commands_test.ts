import { assertEquals } from "@std/assert";
import { replayCommands } from "../../../lib/report/replay_commands.ts";
import { sampleReplayed } from "../../support/sample_replayed.ts";

const OPTIONS = { replay: ["replay", "/red"] };

Deno.test("replayCommands() runs a suite where its replay runs it", () => {
  const sample = sampleReplayed(["test_a"]);
  const [inside] = replayCommands(sample, OPTIONS);
  assertEquals([inside?.place, inside?.bare?.argv[0], inside?.bare?.folder], [
    "container",
    "docker",
    null,
  ]);
  const local = { ...sample, plan: { ...sample.plan, mode: "failsafe" as const } };
  const [outside] = replayCommands(local, OPTIONS);
  assertEquals([outside?.place, outside?.bare?.argv[0]], ["failsafe", "python3"]);
  assertEquals(outside?.bare?.folder, "/home/dev/my app");
});

Deno.test("replayCommands() tells no command of a single test that its tool cannot select", () => {
  const sample = sampleReplayed(["test_a"]);
  const singles = sample.singles.map((single) => ({ ...single, isSelected: false }));
  const [unit] = replayCommands({ ...sample, singles }, OPTIONS);
  assertEquals(unit?.singles.map(({ bare }) => bare), [null]);
  assertEquals(unit?.singles[0]?.replay, [
    "replay",
    "/red",
    "--suite=unit",
    "--test=unit::tests/test_sum.py::tests.test_sum::test_a",
  ]);
});
