import { assert, assertEquals } from "@std/assert";
import { capsOf } from "../../../lib/pipeline/diagnostic_caps.ts";
import { SAMPLE_CONTAINER, SAMPLE_PLAN } from "../../support/sample_plan.ts";
import { SAMPLE_TELEMETRY } from "../../support/sample_telemetry.ts";

const GIBIBYTE = 1024 ** 3;
const [first] = SAMPLE_PLAN.suites;
assert(first !== undefined);
const SUITE = { ...first, container: SAMPLE_CONTAINER };
const caps = (
  given: { maxMemoryBytes?: number; maxTimeoutMs?: number } = {},
  telemetry: Partial<typeof SAMPLE_TELEMETRY> = {},
) =>
  capsOf({
    ...{ attempts: 6, maxMemoryBytes: null, maxTimeoutMs: null, ...given },
    probe: { telemetry: { ...SAMPLE_TELEMETRY, ...telemetry }, versionText: "", infoText: "" },
  }, SUITE);

Deno.test("capsOf() gives four fifths of what is free, half of that to /dev/shm", () => {
  assertEquals(caps().memoryBytes, Math.floor(4 * GIBIBYTE * 0.8 / 1024 ** 2) * 1024 ** 2);
  assertEquals(caps().shmSizeBytes, caps().memoryBytes / 2);
  assertEquals(caps().pidsLimit, 5000);
});

Deno.test("capsOf() keeps to what the user allows, and to the group we run in", () => {
  assertEquals(caps({ maxMemoryBytes: GIBIBYTE }).memoryBytes, GIBIBYTE);
  assertEquals(caps({ maxMemoryBytes: 99 * GIBIBYTE }).memoryBytes, caps().memoryBytes);
  const cgroup = { ...SAMPLE_TELEMETRY.cgroup, memory_limit_bytes: GIBIBYTE };
  assert(caps({}, { cgroup }).memoryBytes < GIBIBYTE);
});

Deno.test("capsOf() gives eight times the time, two hours at most, never less than there is", () => {
  assertEquals(caps().timeoutMs, 2 * 3_600_000);
  assertEquals(caps({ maxTimeoutMs: 1000 }).timeoutMs, 1000);
});
