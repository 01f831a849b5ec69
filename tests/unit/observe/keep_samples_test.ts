import { assert, assertEquals } from "@std/assert";
import { createRedactor } from "../../../lib/formats/redactor.ts";
import { ContainerSample } from "../../../lib/model/container_sample.ts";
import { keepSamples, SAMPLES_KEPT } from "../../../lib/observe/keep_samples.ts";
import { fakeHost, type FakeScript } from "../../support/fake_host.ts";

const ID = "a".repeat(64);
const GROUP = `/sys/fs/cgroup/docker/${ID}`;
const FILES = {
  [`${GROUP}/memory.peak`]: "2048\n",
  [`${GROUP}/memory.current`]: "1024\n",
  [`${GROUP}/cpu.stat`]: "usage_usec 500000\nthrottled_usec 0\n",
};
const PATH = "/project/container_stats.jsonl";

/** What is written of a container that lives so long; and all of the host. */
async function keep(script: FakeScript, lifeMs: number) {
  const host = fakeHost(script);
  const over = new AbortController();
  const warnings: string[] = [];
  const startMs = host.monotonicMs();
  await host.sleep(1000);
  const life = host.sleep(lifeMs).then(() => over.abort());
  await keepSamples(host, {
    ...{ id: ID, until: over.signal, startMs, path: PATH, name: "container_stats.jsonl" },
    output: () => ({ bytes: 7, lines: 1 }),
    redactor: createRedactor(new Map()),
    warn: (message) => void warnings.push(message),
  });
  await life;
  const isThere = await host.files.stat(PATH) !== null;
  const lines = isThere ? host.files.text(PATH).split("\n").slice(0, -1) : [];
  return { host, warnings, samples: lines.map((line) => ContainerSample.parse(JSON.parse(line))) };
}

Deno.test("keepSamples() writes a sample each second, its first one against its beginning", async () => {
  const { samples, host } = await keep({ files: FILES }, 3500);
  assertEquals(samples.map(({ at_ms }) => at_ms), [1000, 2000, 3000, 4000]);
  assertEquals(samples.map(({ cpu_percent }) => cpu_percent), [50, 0, 0, 0]);
  assertEquals([samples[0]?.memory_bytes, samples[0]?.output_bytes], [1024, 7]);
  assertEquals(host.calls, [], "no process is started");
});

Deno.test("keepSamples() keeps the file short however long a container lives", async () => {
  const { samples } = await keep({ files: FILES }, 1_500_000);
  assert(samples.length <= SAMPLES_KEPT && samples.length > SAMPLES_KEPT / 3, `${samples.length}`);
  const gaps = samples.slice(1).map(({ at_ms }, at) => at_ms - (samples[at]?.at_ms ?? 0));
  assertEquals(new Set(gaps).size, 1, `evenly: ${[...new Set(gaps)]}`);
});

Deno.test("keepSamples() writes nothing where the group is not to be seen", async () => {
  const remote = await keep({}, 5000);
  const mac = await keep({ files: FILES, machine: { os: "darwin" } }, 5000);
  for (const { host, warnings } of [remote, mac]) {
    assertEquals([await host.files.stat(PATH), warnings], [null, []]);
  }
});

Deno.test("keepSamples() warns once where it cannot write, and hurts nothing else", async () => {
  const failures = [{ path: PATH, code: "disk-full" as const }];
  const { warnings } = await keep({ files: FILES, failures }, 5000);
  assertEquals(warnings.length, 1);
});
