import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { newCounters } from "../../../lib/execute/count_stream.ts";
import { followProcess } from "../../../lib/execute/follow_process.ts";
import type { Host } from "../../../lib/host/host.ts";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import type { FakeAnswer } from "../../support/fake_answer.ts";
import { type FakeHost, fakeHost, type FakeScript } from "../../support/fake_host.ts";

interface Rig {
  readonly failures?: FakeScript["failures"];
  /** How long each write to a log takes. */
  readonly writeMs?: number;
  readonly meanwhile?: (host: FakeHost) => Promise<void>;
}

async function follow(answer: FakeAnswer, { failures = [], writeMs = 0, meanwhile }: Rig = {}) {
  const host = fakeHost({
    files: { "/run": { kind: "folder" } },
    failures,
    programs: [{ match: () => true, ...answer }],
  });
  const started = host.start({ argv: ["suite"], cwd: "/" });
  assert(started.ok);
  const [stdout, stderr, warnings] = [newCounters(), newCounters(), new Array<string>()];
  const followed = followProcess(withSlowDisk(host, writeMs), started.value, {
    folder: "/run",
    label: "suites/unit/failsafe-1",
    redactor: createRedactor(new Map([["TOKEN", "tulip-harbour-42"]])),
    stdout,
    stderr,
    warn: (message) => warnings.push(message),
  });
  const [ended] = await Promise.all([followed, meanwhile?.(host)]);
  return { ended, host, stdout, stderr, warnings };
}

function withSlowDisk(host: FakeHost, writeMs: number): Host {
  const append: Host["files"]["append"] = async (path) => {
    const opened = await host.files.append(path);
    if (!opened.ok) return opened;
    const { write, close } = opened.value;
    return {
      ok: true,
      value: { write: (data) => host.sleep(writeMs).then(() => write(data)), close },
    };
  };
  return { ...host, files: { ...host.files, append } };
}

Deno.test("followProcess() copies both streams, redacted, and waits no longer than it must", async () => {
  const { ended, host, stdout, stderr, warnings } = await follow({
    stdout: ["one\n", { afterMs: 70 }, "key tulip-harbour-42\n"],
    stderr: "oh\n",
    code: 3,
  });
  assertEquals(ended, { code: 3, signal: null });
  assertEquals(host.files.text("/run/stdout.log"), "one\nkey [redacted:env:TOKEN]\n");
  assertEquals(host.files.text("/run/stderr.log"), "oh\n");
  assertEquals([stdout.lines, stdout.firstOutputMs, stdout.lastOutputMs], [2, 0, 70]);
  assertEquals([stderr.lines, stderr.lastOutputMs], [1, 0]);
  assertEquals([host.monotonicMs(), warnings], [70, []]);
});

Deno.test("followProcess() lets streams go that a grandchild holds, and warns", async () => {
  const { ended, host, warnings } = await follow({
    stdout: "last words: tulip-harb",
    delayMs: 100,
    signal: "SIGSEGV",
    code: 139,
    holdsStreams: true,
  }, { writeMs: 10 });
  assertEquals(ended, { code: 139, signal: "SIGSEGV" });
  assertEquals(host.files.text("/run/stdout.log"), "last words: tulip-harb");
  assertEquals(host.monotonicMs(), 2_110, "the end, the patience, and the last write");
  assertEquals(warnings.length, 1);
  assertStringIncludes(warnings[0] ?? "", "suites/unit/failsafe-1: a process left behind");
});

Deno.test("followProcess() drains a stream whose log cannot be opened", async () => {
  const { ended, host, stdout, warnings } = await follow(
    { stdout: ["one\n", "two\n"], stderr: "oh\n" },
    { failures: [{ path: "/run/stdout.log", code: "permission-denied" }] },
  );
  assertEquals([ended.code, stdout.bytes, stdout.lines], [0, 8, 2]);
  assertEquals(host.files.text("/run/stderr.log"), "oh\n");
  assertEquals(warnings, [
    "suites/unit/failsafe-1/stdout.log cannot be written: fake: permission-denied",
  ]);
});

Deno.test("followProcess() says which log is cut when the disk fills up, and reads on", async () => {
  const { stdout, warnings } = await follow(
    { stdout: ["one\n", { afterMs: 100 }, "two\n", { afterMs: 100 }, "three\n"] },
    {
      meanwhile: async (host) => {
        await host.sleep(50);
        host.files.failures.push({ path: "/run", code: "disk-full" });
      },
    },
  );
  assertEquals([stdout.bytes, stdout.lastOutputMs], [14, 200]);
  assertEquals(warnings, ["suites/unit/failsafe-1/stdout.log is cut: fake: disk-full"]);
});
