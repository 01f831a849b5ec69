import { assertEquals } from "@std/assert";
import { gatherSignals } from "../../../lib/pipeline/gather_signals.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { sampleExecution, sampleSuite, sampleTest } from "../../support/sample_suite.ts";

Deno.test("gatherSignals() gathers the words of failing tests, the ends of the logs and the end", async () => {
  const execution = sampleExecution({
    outcome: "failed",
    exitCode: 1,
    failures: [sampleTest({ message: "m", details: "d" })],
  });
  const host = fakeHost({ files: { [`/run/${execution.folder}/stderr.log`]: "no such host\n" } });
  const signals = await gatherSignals(host, "/run", sampleSuite(execution));
  assertEquals(signals.texts.map(({ kind, source, text }) => [kind, source, text]), [
    ["message", `${execution.folder}/tests.jsonl`, "m"],
    ["details", `${execution.folder}/tests.jsonl`, "d"],
    ["stderr", `${execution.folder}/stderr.log`, "no such host\n"],
  ]);
  assertEquals([signals.exitCode, signals.runner, signals.outcome], [1, "pytest", "failed"]);
  assertEquals(Object.keys(signals.artifacts), ["exit.json"]);
});

Deno.test("gatherSignals() has what the engine said of a suite that never ran", async () => {
  const suite = sampleSuite(null, { why: "image-missing: no such image" });
  const { texts, exitCode } = await gatherSignals(fakeHost({}), "/run", suite);
  assertEquals(texts.map(({ kind, text }) => [kind, text]), [
    ["engine", "image-missing: no such image"],
  ]);
  assertEquals(exitCode, null);
});

Deno.test("gatherSignals() weighs the first tests only, each bounded", async () => {
  const failures = Array.from({ length: 100 }, () => sampleTest({ details: "x".repeat(100_000) }));
  const { texts } = await gatherSignals(
    fakeHost({}),
    "/run",
    sampleSuite(sampleExecution({ failures })),
  );
  assertEquals(texts.length, 40);
  assertEquals(Math.max(...texts.map(({ text }) => text.length)), 16 * 1024);
});
