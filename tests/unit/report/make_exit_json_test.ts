import { assertEquals } from "@std/assert";
import { ExitJson } from "../../../lib/model/exit_json.ts";
import type { Finding } from "../../../lib/model/finding.ts";
import type { ContainerAccount } from "../../../lib/model/run_record.ts";
import { makeExitJson } from "../../../lib/report/make_exit_json.ts";
import { sampleContainer } from "../../support/sample_facts.ts";
import { sampleExecution } from "../../support/sample_suite.ts";

const OOM: Finding = {
  class: "oom",
  confidence: 0.9,
  message: "2 process(es) were killed for reaching 64 MiB",
  evidence: [{ source: "suites/unit/container-1/trailer.txt", quote: "oom_kill 2" }],
  remedy: "raise --memory",
};

const SEAL = { bytes: 2048, sha256: "a".repeat(64) };

const ACCOUNT: ContainerAccount = {
  ...sampleContainer(137).account,
  state: {
    ...{ id: "c1", status: "exited", exitCode: 137, startedAt: null, finishedAt: null },
    ...{ oomKilled: true, error: "it was told to stop", pid: 0 },
  },
  trailer: {
    ...{ nonce: "f00d", exitCode: 9, oomKills: 2, pidsLimitHits: 1, memoryPeakBytes: 4096 },
    ...{ signalled: false, spooled: true, endedUptimeS: 3600.25, stdout: SEAL, stderr: null },
  },
  log: {
    ...{ status: "truncated", channel: "spool", bytes: { spool: 2000, inside: 2048 } },
    problems: ["stdout: 2048 bytes were there at the end, 2000 were read"],
  },
  counters: {
    ...{ memoryPeakBytes: 8192, memoryLimitBytes: 65_536, oomKills: 3, pidsPeak: 7 },
    ...{ pidsLimitHits: 4, cpuUsageMs: 12.5, cpuThrottledMs: 0 },
  },
  events: ["create", "start", "oom", "die"],
};

Deno.test("makeExitJson() tells everything of an execution in a container", () => {
  const json = makeExitJson(sampleExecution({
    ...{ outcome: "crashed", why: "killed for memory", exitCode: 137, signal: "SIGKILL" },
    ...{ timedOut: true, durationMs: 2900.6, findings: [OOM], container: ACCOUNT },
    stdout: { bytes: 2048, lines: 40, firstOutputMs: 120.4, lastOutputMs: 2850.5 },
  }));
  assertEquals(ExitJson.parse(json), json);
  assertEquals(json, {
    ...{ schema: "qa.exit.v1", outcome: "crashed", why: "killed for memory" },
    argv: ["python3", "-m", "pytest", "--junitxml=/qa/report.xml", "tests"],
    ...{ exit_code: 137, signal: "SIGKILL", timed_out: true },
    ...{ started_at: "2026-11-20T10:00:01.000Z", duration_ms: 2901 },
    stdout: { bytes: 2048, lines: 40, first_output_ms: 120, last_output_ms: 2851 },
    stderr: { bytes: 0, lines: 0, first_output_ms: null, last_output_ms: null },
    container: {
      ...{ id: "c1", name: "qa-c1", image_id: "sha256:1", status: "exited" },
      ...{ engine_exit_code: 137, oom_killed: true, error: "it was told to stop" },
      trailer: {
        ...{ nonce_read: true, exit_code: 9, oom_kills: 2, pids_limit_hits: 1 },
        ...{ memory_peak_bytes: 4096, signalled: false, spooled: true, ended_uptime_s: 3600.25 },
        ...{ stdout: SEAL, stderr: null },
      },
      log_integrity: {
        ...{ status: "truncated", channel: "spool", bytes: { spool: 2000, inside: 2048 } },
        problems: ["stdout: 2048 bytes were there at the end, 2000 were read"],
      },
      counters: {
        ...{ memory_peak_bytes: 8192, memory_limit_bytes: 65_536, oom_kills: 3, pids_peak: 7 },
        ...{ pids_limit_hits: 4, cpu_usage_ms: 12.5, cpu_throttled_ms: 0 },
      },
      events: ["create", "start", "oom", "die"],
    },
    findings: [OOM],
  });
});

Deno.test("makeExitJson() has no container for a local execution", () => {
  const json = makeExitJson(sampleExecution({ place: "failsafe" }));
  assertEquals(ExitJson.parse(json), json);
  assertEquals(json, {
    ...{ schema: "qa.exit.v1", outcome: "passed", why: "34 of 34 tests passed" },
    argv: ["python3", "-m", "pytest", "--junitxml=/qa/report.xml", "tests"],
    ...{ exit_code: 0, signal: null, timed_out: false },
    ...{ started_at: "2026-11-20T10:00:01.000Z", duration_ms: 2900 },
    stdout: { bytes: 2048, lines: 40, first_output_ms: 120, last_output_ms: 2850 },
    stderr: { bytes: 0, lines: 0, first_output_ms: null, last_output_ms: null },
    ...{ container: null, findings: [] },
  });
});

Deno.test("makeExitJson() has null for what a vanished container did not tell", () => {
  const gone = { ...ACCOUNT, state: null, trailer: null, counters: null, log: null, events: [] };
  const json = makeExitJson(sampleExecution({ exitCode: null, outcome: "lost", container: gone }));
  assertEquals(ExitJson.parse(json), json);
  assertEquals(json.container, {
    ...{ id: "c1", name: "qa-c1", image_id: "sha256:1", status: null, engine_exit_code: null },
    ...{ oom_killed: null, error: "", trailer: null, log_integrity: null, counters: null },
    events: [],
  });
});

Deno.test("makeExitJson() keeps the nonce itself out, and says when none was read", () => {
  const silent = { ...ACCOUNT, trailer: { ...ACCOUNT.trailer!, nonce: "" } };
  const json = makeExitJson(sampleExecution({ container: silent }));
  assertEquals(json.container?.trailer?.nonce_read, false);
  const told = makeExitJson(sampleExecution({ container: ACCOUNT }));
  assertEquals(JSON.stringify(told).includes("f00d"), false);
});
