import { assert, assertEquals } from "@std/assert";
import { restoreLimits } from "../../../lib/plan/restore_limits.ts";
import { SAMPLE_CONTAINER } from "../../support/sample_plan.ts";

const SAME = {
  timeout_ms: SAMPLE_CONTAINER.timeoutMs,
  memory_bytes: SAMPLE_CONTAINER.memoryBytes,
  cpus: SAMPLE_CONTAINER.cpus,
  shm_size_bytes: null,
  pids_limit: SAMPLE_CONTAINER.pidsLimit,
  ulimits: {},
};
const never = () => false;

Deno.test("restoreLimits() takes the numbers of a record", () => {
  const recorded = {
    timeout_ms: 60_000,
    memory_bytes: 2 ** 29,
    cpus: 0.5,
    shm_size_bytes: 2 ** 26,
    pids_limit: 64,
    ulimits: { nofile: "1024:2048" },
  };
  const { settings, restored, differences } = restoreLimits(SAMPLE_CONTAINER, recorded, never);
  const { timeoutMs, memoryBytes, cpus, shmSizeBytes, pidsLimit, ulimits } = settings;
  assertEquals([timeoutMs, memoryBytes, cpus], [60_000, 2 ** 29, 0.5]);
  assertEquals([shmSizeBytes, pidsLimit, ulimits], [2 ** 26, 64, { nofile: "1024:2048" }]);
  assertEquals(restored.map(({ name, value }) => `${name} ${value}`), [
    "memory 512m",
    "cpus 0.5",
    "shm-size 64m",
    "pids-limit 64",
    "timeout 1m",
    "ulimit nofile 1024:2048",
  ]);
  assertEquals(differences, []);
});

Deno.test("restoreLimits() says nothing of what is the same", () => {
  const same = restoreLimits(SAMPLE_CONTAINER, SAME, never);
  assertEquals(same, { settings: SAMPLE_CONTAINER, restored: [], differences: [] });
});

Deno.test("restoreLimits() leaves what a flag sets, and tells it", () => {
  const recorded = { ...SAME, memory_bytes: 2 ** 29 };
  const { settings, differences } = restoreLimits(
    SAMPLE_CONTAINER,
    recorded,
    (name) => name === "memory",
  );
  assertEquals(settings, SAMPLE_CONTAINER);
  assertEquals(differences.map(({ recorded, now }) => [recorded, now]), [[
    "memory 512m",
    "memory 1g",
  ]]);
});

Deno.test("restoreLimits() never takes a limit away", () => {
  const none = { ...SAME, memory_bytes: null, cpus: null, pids_limit: null };
  const limited = { ...SAMPLE_CONTAINER, ulimits: { nproc: "100" } };
  const { settings, differences } = restoreLimits(limited, none, never);
  assertEquals(settings, limited);
  assertEquals(differences.length, 4);
});

Deno.test("restoreLimits() refuses what cannot be a limit", () => {
  for (const odd of [0, -1, 1.5, NaN, Infinity, 1e99, 1]) {
    const recorded = { ...SAME, memory_bytes: odd };
    const { settings, differences } = restoreLimits(SAMPLE_CONTAINER, recorded, never);
    assertEquals(settings, SAMPLE_CONTAINER, String(odd));
    assert(differences[0]?.effect.includes("cannot be a limit"), String(odd));
  }
  const ulimits = {
    "--privileged": "1",
    nofile: "1024 --privileged",
    core: "unlimited",
    stack: "-1",
  };
  const { settings, differences } = restoreLimits(SAMPLE_CONTAINER, { ...SAME, ulimits }, never);
  assertEquals(settings.ulimits, { stack: "-1" });
  assertEquals(differences.length, 3);
});
