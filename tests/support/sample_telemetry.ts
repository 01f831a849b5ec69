import type { HostTelemetryJson } from "../../lib/model/host_telemetry_json.ts";

/** A small machine with an engine. */
export const SAMPLE_TELEMETRY: HostTelemetryJson = {
  schema: "qa.host_telemetry.v1",
  at: "2026-01-02T03:04:05.000Z",
  ...{ hostname: "builder", os: "linux", arch: "x86_64", kernel: "6.1.0", deno: "2.9.6" },
  user: { uid: 1000, gid: 1000 },
  cpus: { count: 4, model: null, load: [] },
  memory: {
    ...{ total_bytes: 8 * 1024 ** 3, available_bytes: 4 * 1024 ** 3, free_bytes: null },
    ...{ swap_total_bytes: null, swap_free_bytes: null, pressure: null },
  },
  disks: [],
  limits: [{ name: "Max processes", soft: "5000", hard: "unlimited" }],
  cgroup: { version: 2, memory_limit_bytes: null, pids_limit: null, cpu_limit: null },
  clock: { wall: "2026-01-02T03:04:05.000Z", uptime_s: 1, timezone: null },
  dns: { servers: [], search: [] },
  environment: {},
  engine: null,
  other_containers: [],
  warnings: [],
};
