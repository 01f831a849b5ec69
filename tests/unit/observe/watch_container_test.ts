import { assert, assertEquals } from "@std/assert";
import stats from "../../../fixtures/docker/stats/running/stdout.txt" with { type: "text" };
import top from "../../../fixtures/docker/top/running/stdout.txt" with { type: "text" };
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { ContainerSample, ContainerSnapshot } from "../../../lib/model/container_sample.ts";
import { watchContainer } from "../../../lib/observe/watch_container.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const ID = "a".repeat(64);
const GROUP = `/sys/fs/cgroup/docker/${ID}`;
const CGROUP = {
  [`${GROUP}/memory.peak`]: "2048\n",
  [`${GROUP}/memory.max`]: "4096\n",
  [`${GROUP}/memory.current`]: "1024\n",
  [`${GROUP}/memory.events`]: "oom_kill 1\n",
  [`${GROUP}/pids.current`]: "3\n",
  [`${GROUP}/cpu.stat`]: "usage_usec 5000\nthrottled_usec 0\n",
  [`${GROUP}/io.stat`]: "8:0 rbytes=10 wbytes=20 rios=1\n8:16 rbytes=1 wbytes=2\n",
};
const TOP = { match: (argv: readonly string[]) => argv[1] === "top", stdout: top };

async function watch(script: FakeScript, lifeMs: number, stops = false) {
  const host = fakeHost(script);
  const dumped: string[] = [];
  const watching = await watchContainer(host, {
    ...{ dockerBin: "docker", folder: "/project", label: "a", intervalMs: 250, snapshotMs: 1000 },
    output: () => ({ bytes: 7, lines: 1 }),
    redactor: createRedactor(new Map()),
    warn: () => {},
    noteDump: async (act) => void dumped.push(await act() ?? "done"),
  });
  const over = new AbortController();
  const sampling = watching.sample(ID, over.signal);
  await host.sleep(lifeMs);
  if (stops) await watching.beforeStop(ID, over.signal);
  over.abort();
  const last = await sampling;
  await watching.close();
  const lines = (name: string): readonly unknown[] =>
    host.files.text(`/project/${name}`).split("\n").filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  return { host, last, lines, dumped, summary: watching.summary() };
}

Deno.test("watchContainer() samples the counters of the group, and gives the last ones", async () => {
  const { last, lines, summary } = await watch({ files: CGROUP, programs: [TOP] }, 2000);
  const samples = lines("container_stats.jsonl").map((line) => ContainerSample.parse(line));
  assert(samples.length >= 7, String(samples.length));
  const { memory_bytes, pids, read_bytes, written_bytes, output_bytes } = samples[0]!;
  assertEquals([memory_bytes, pids, read_bytes, written_bytes], [1024, 3, 11, 22]);
  assertEquals(output_bytes, 7);
  assertEquals([last?.oomKills, last?.memoryPeakBytes], [1, 2048]);
  assertEquals([summary.samples, summary.memoryPeakBytes], [samples.length, 2048]);
});

Deno.test("watchContainer() looks at the processes from time to time, early for the first time", async () => {
  const { lines } = await watch({ files: CGROUP, programs: [TOP] }, 2700);
  const seen = lines("container_top.jsonl").map((line) => ContainerSnapshot.parse(line));
  assertEquals(seen.map(({ why }) => why), ["periodic", "periodic", "periodic"]);
  assertEquals(seen[0]?.processes.length, 1);
});

Deno.test("watchContainer() lists processes and asks for stacks before a container is killed", async () => {
  const exec = { match: (argv: readonly string[]) => argv[1] === "exec" };
  const { host, lines, dumped } = await watch({ files: CGROUP, programs: [TOP, exec] }, 300, true);
  const seen = lines("container_top.jsonl").map((line) => ContainerSnapshot.parse(line));
  assert(seen.some(({ why }) => why === "before-kill"));
  assertEquals(dumped, ["done"]);
  assert(host.calls.some(({ argv }) => argv.some((word) => word.includes("kill -ABRT"))));
});

Deno.test("watchContainer() follows docker stats once where no group is to be seen", async () => {
  const follow = {
    match: (argv: readonly string[]) => argv[1] === "stats",
    ...{ stdout: stats, hangs: true },
  };
  const { host, last, lines } = await watch({ programs: [TOP, follow] }, 6000);
  const samples = lines("container_stats.jsonl").map((line) => ContainerSample.parse(line));
  assertEquals(samples[0]?.source, "docker stats");
  assertEquals(samples[0]?.memory_bytes, 5_636_096);
  assertEquals(last, null);
  assertEquals(host.calls.filter(({ argv }) => argv[1] === "stats").length, 1);
});
