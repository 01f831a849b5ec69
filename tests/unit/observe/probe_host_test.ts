import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import contexts from "../../../fixtures/docker/context_ls/ok/stdout.txt" with { type: "text" };
import info from "../../../fixtures/docker/info/ok/stdout.txt" with { type: "text" };
import listed from "../../../fixtures/docker/ps_all/ok/stdout.txt" with { type: "text" };
import version from "../../../fixtures/docker/version/ok/stdout.txt" with { type: "text" };
import dead from "../../../fixtures/docker/version/no-socket/stderr.txt" with { type: "text" };
import { HostTelemetryJson } from "../../../lib/model/host_telemetry_json.ts";
import { probeHost } from "../../../lib/observe/probe_host.ts";
import { fakeHost } from "../../support/fake_host.ts";
import type { FakeProgram } from "../../support/fake_programs.ts";

const docker = (words: readonly string[], answer: Partial<FakeProgram>): FakeProgram => ({
  match: (argv) => argv[0] === "docker" && words.every((word, at) => argv[at + 1] === word),
  ...answer,
});
const DF = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 100 40 60 40% /\n";
const PROGRAMS = [
  docker(["version", "--format"], { stdout: version }),
  docker(["version"], { stdout: "Client: 28\n" }),
  docker(["info", "--format"], { stdout: info }),
  docker(["info"], { stdout: "Server: 20\n" }),
  docker(["context", "ls"], { stdout: contexts }),
  docker(["ps"], { stdout: listed }),
  { match: ([name]: readonly string[]) => name === "df", stdout: DF },
];
const FILES = {
  "/proc/meminfo": "MemTotal:       1000 kB\nMemAvailable:    500 kB\n",
  "/proc/loadavg": "1.50 0.75 0.25 1/100 7\n",
  "/proc/uptime": "99.5 1.0\n",
  "/sys/fs/cgroup/cgroup.controllers": "memory\n",
  "/sys/fs/cgroup/memory.max": "max\n",
};
const ASK = { dockerBin: "docker", paths: ["/project"], signal: new AbortController().signal };

Deno.test("probeHost() tells machine, engine and neighbours, in the shape of its artifact", async () => {
  const host = fakeHost({ programs: PROGRAMS, files: FILES, environment: { PATH: "/bin" } });
  const { telemetry, versionText, infoText } = await probeHost(host, ASK);
  assertEquals(HostTelemetryJson.parse(telemetry), telemetry);
  assertEquals(telemetry.memory.available_bytes, 500 * 1024);
  assertEquals(telemetry.cpus.load, [1.5, 0.75, 0.25]);
  assertEquals(telemetry.disks[0]?.free_bytes, 60 * 1024);
  assertEquals(telemetry.cgroup, {
    ...{ version: 2, memory_limit_bytes: null, pids_limit: null, cpu_limit: null },
  });
  assertEquals(telemetry.engine?.storage_driver, "overlay2");
  assertEquals(telemetry.other_containers[0]?.name, "qa-fixture-k");
  assertStringIncludes(versionText, "Client: 28");
  assertStringIncludes(infoText, "Server: 20");
});

Deno.test("probeHost() without an engine asks it nothing more, and still tells the machine", async () => {
  const programs = [docker(["version"], { code: 1, stderr: dead })];
  const host = fakeHost({ programs, files: FILES });
  const { telemetry, versionText, infoText } = await probeHost(host, ASK);
  assertEquals([telemetry.engine, telemetry.other_containers], [null, []]);
  assertStringIncludes(versionText, "Cannot connect");
  assertStringIncludes(infoText, "not asked");
  assert(!host.calls.some(({ argv }) => argv[1] === "info"));
});

Deno.test("probeHost() takes a probe that fails for a warning", async () => {
  const { telemetry } = await probeHost(fakeHost(), ASK);
  assert(telemetry.warnings.some((text) => text.includes("/proc/meminfo")));
  assert(telemetry.warnings.some((text) => text.includes("how full the disk")));
  assertEquals(telemetry.memory.total_bytes, 8 * 1024 ** 3);
});

Deno.test("probeHost() is bounded where the engine never answers", async () => {
  const host = fakeHost({ programs: [docker([], { hangs: true })], files: FILES });
  const startMs = host.monotonicMs();
  const { telemetry } = await probeHost(host, ASK);
  assert(host.monotonicMs() - startMs <= 10_000);
  assertEquals(telemetry.engine, null);
});
