import { assert, assertEquals } from "@std/assert";
import { appendEngineLog, countEngineLog } from "../../../lib/execute/engine_log.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";
import { sampleContainerExecution } from "../../support/sample_container_execution.ts";

const ID = "c".repeat(64);
const KEPT: FakeAnswer = { stdout: "one\ntulip-harbour-42\n", stderr: "oh\n" };

function rig(answer: FakeAnswer) {
  const host = fakeHost({
    files: { "/run/stdout.log": "before\n" },
    programs: [{ match: ([, verb]) => verb === "logs", ...answer }],
  });
  const redactor = createRedactor(new Map([["TOKEN", "tulip-harbour-42"]]));
  return { host, execution: sampleContainerExecution({ redactor }) };
}

Deno.test("appendEngineLog() appends both streams apart, redacted and counted", async () => {
  const { host, execution } = rig(KEPT);
  assertEquals(await appendEngineLog(host, execution, ID), true);
  assertEquals(host.calls[0]?.argv, ["docker", "logs", "--", ID]);
  assertEquals(host.files.text("/run/stdout.log"), "before\none\n[redacted:env:TOKEN]\n");
  assertEquals(host.files.text("/run/stderr.log"), "oh\n");
  assertEquals([execution.stdout.bytes, execution.stderr.lines], [21, 1]);
});

Deno.test("countEngineLog() counts both streams together, and writes nothing", async () => {
  const { host, execution } = rig(KEPT);
  assertEquals(await countEngineLog(host, execution, ID), { bytes: 24, lines: 3 });
  assertEquals(host.files.paths(), ["/run/stdout.log"]);
  assertEquals([execution.stdout.bytes, host.monotonicMs()], [0, 0]);
});

Deno.test("countEngineLog() has no count of a log that was not read to its end", async () => {
  for (const answer of [{ ...KEPT, code: 1 }, { spawnFailure: "not-found" }] as const) {
    const { host, execution } = rig(answer);
    assertEquals(await countEngineLog(host, execution, ID), null);
    assertEquals(await appendEngineLog(host, execution, ID), false);
  }
});

Deno.test("countEngineLog() and appendEngineLog() wait a bounded time for a hanging engine", async () => {
  for (const read of [countEngineLog, appendEngineLog]) {
    const { host, execution } = rig({ ...KEPT, hangs: true, ignoresSigterm: true });
    assert(!await read(host, execution, ID));
    assertEquals(host.monotonicMs(), 10_000);
    assertEquals(host.signals.map(({ signal }) => signal), ["SIGKILL"]);
  }
});

Deno.test("countEngineLog() waits longer for an engine that goes on speaking, and not for ever", async () => {
  const slow = Array.from({ length: 5 }, (_, nth) => [`${nth}\n`, { afterMs: 9_000 }]).flat();
  const { host, execution } = rig({ stdout: slow });
  assertEquals(await countEngineLog(host, execution, ID), { bytes: 10, lines: 5 });
  const endless = Array.from({ length: 99 }, (_, nth) => [`${nth}\n`, { afterMs: 9_000 }]).flat();
  const other = rig({ stdout: endless, ignoresSigterm: true });
  const before = other.host.monotonicMs();
  assertEquals(await countEngineLog(other.host, other.execution, ID), null);
  assertEquals([other.host.monotonicMs() - before, host.signals], [120_000, []]);
});

Deno.test("appendEngineLog() keeps what came before the engine hung", async () => {
  const { host, execution } = rig({ ...KEPT, hangs: true });
  await appendEngineLog(host, execution, ID);
  assertEquals(host.files.text("/run/stderr.log"), "oh\n");
});
