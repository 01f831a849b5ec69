import { assertEquals } from "@std/assert";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { runLocally } from "../../../lib/execute/run_locally.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { fakeHost } from "../../support/fake_host.ts";

/** Runs one local suite with a timeout of a second. */
async function runAnswer(answer: FakeAnswer, argv: readonly string[] = ["suite"]) {
  const host = fakeHost({
    files: { "/run": { kind: "folder" }, "/p": { kind: "folder" } },
    programs: [{ match: () => true, ...answer }],
  });
  const warnings: string[] = [];
  const facts = await runLocally(host, {
    command: { argv, env: {}, cwd: ".", timeoutMs: 1_000, report: { from: "nowhere" } },
    root: "/p",
    reportPath: "/spool/report.xml",
    folder: "/run",
    label: "suites/unit/failsafe-1",
    stdout: newCounters(),
    stderr: newCounters(),
    redactor: createRedactor(new Map()),
    cancel: new AbortController().signal,
    warn: (message) => warnings.push(message),
    onStarted: () => Promise.resolve(),
  });
  return { facts, warnings, host };
}

Deno.test("runLocally() ends a suite that hangs at its timeout", async () => {
  const { facts } = await runAnswer({ hangs: true, ignoresSigterm: true });
  assertEquals([facts.timedOut, facts.signal], [true, "SIGKILL"]);
});

Deno.test("runLocally() does not count the wait for a left-behind child as the suite's time", async () => {
  const { facts, warnings } = await runAnswer({ code: 0, delayMs: 100, holdsStreams: true });
  assertEquals([facts.timedOut, facts.exitCode, warnings.length], [false, 0, 1]);
});

Deno.test("runLocally() fills in the report's path and its folder", async () => {
  const { facts } = await runAnswer({ code: 0 }, ["suite", "{reports}/watch.py", "-o={report}"]);
  assertEquals(facts.argv, ["suite", "/spool/watch.py", "-o=/spool/report.xml"]);
});
