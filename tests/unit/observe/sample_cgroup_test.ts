import { assertEquals } from "@std/assert";
import { sampleCgroup } from "../../../lib/observe/sample_cgroup.ts";
import { fakeHost } from "../../support/fake_host.ts";
import v1Oom from "../../../fixtures/cgroup/v1/memory.oom_control.txt" with { type: "text" };
import v1Peak from "../../../fixtures/cgroup/v1/memory.max_usage_in_bytes.txt" with {
  type: "text",
};
import v1Cpu from "../../../fixtures/cgroup/v1/cpu.stat.txt" with { type: "text" };
import v1Usage from "../../../fixtures/cgroup/v1/cpuacct.usage.txt" with { type: "text" };
import v1Pids from "../../../fixtures/cgroup/v1/pids.current.txt" with { type: "text" };
import v1Hits from "../../../fixtures/cgroup/v1/pids.events.txt" with { type: "text" };
import v1Limit from "../../../fixtures/cgroup/v1/memory.limit_in_bytes.txt" with { type: "text" };

const ROOT = "/sys/fs/cgroup";
const V1 = {
  [`${ROOT}/memory/docker/c1/memory.oom_control`]: v1Oom,
  [`${ROOT}/memory/docker/c1/memory.max_usage_in_bytes`]: v1Peak,
  [`${ROOT}/memory/docker/c1/memory.limit_in_bytes`]: v1Limit,
  [`${ROOT}/cpu/docker/c1/cpu.stat`]: v1Cpu,
  [`${ROOT}/cpuacct/docker/c1/cpuacct.usage`]: v1Usage,
  [`${ROOT}/pids/docker/c1/pids.current`]: v1Pids,
  [`${ROOT}/pids/docker/c1/pids.events`]: v1Hits,
};

function endAfter(host: ReturnType<typeof fakeHost>, ms: number): AbortSignal {
  const over = new AbortController();
  host.sleep(ms).then(() => over.abort());
  return over.signal;
}

Deno.test("sampleCgroup() gives the last counters of a version 1 group", async () => {
  const host = fakeHost({ files: V1 });
  const counters = await sampleCgroup(host, "c1", endAfter(host, 1000));
  assertEquals(counters, {
    memoryPeakBytes: Number(v1Peak),
    memoryLimitBytes: Number(v1Limit),
    oomKills: 1,
    pidsPeak: Number(v1Pids),
    pidsLimitHits: 0,
    cpuUsageMs: Math.round(Number(v1Usage) / 1e6),
    cpuThrottledMs: 0,
  });
});

Deno.test("sampleCgroup() keeps the last sample when the group vanishes", async () => {
  const host = fakeHost({ files: V1 });
  host.sleep(600).then(() => host.files.remove(`${ROOT}/memory`));
  const counters = await sampleCgroup(host, "c1", endAfter(host, 2000));
  assertEquals(counters?.oomKills, 1);
});

Deno.test("sampleCgroup() gives null for a remote engine and on another system", async () => {
  const remote = fakeHost();
  assertEquals(await sampleCgroup(remote, "c1", endAfter(remote, 500)), null);
  const mac = fakeHost({ machine: { os: "darwin" } });
  assertEquals(await sampleCgroup(mac, "c1", new AbortController().signal), null);
});
