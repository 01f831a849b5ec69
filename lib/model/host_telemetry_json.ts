import * as z from "zod";

const Bytes = z.number().nonnegative().nullable();
const Text = z.string().nullable();

/** `host_telemetry.json`: the machine on which a diagnosis runs, as far as it could be asked. */
export const HostTelemetryJson = z.object({
  schema: z.literal("qa.host_telemetry.v1"),
  at: z.iso.datetime(),
  hostname: z.string(),
  os: z.string(),
  arch: z.string(),
  kernel: z.string(),
  deno: z.string(),
  user: z.object({ uid: z.int().nullable(), gid: z.int().nullable() }),
  cpus: z.object({
    count: z.int(),
    model: Text,
    load: z.array(z.number()).describe("averages over 1, 5 and 15 minutes"),
  }),
  memory: z.object({
    total_bytes: Bytes,
    available_bytes: Bytes,
    free_bytes: Bytes,
    swap_total_bytes: Bytes,
    swap_free_bytes: Bytes,
    pressure: Text.describe("the kernel's own account of tasks that waited for memory"),
  }),
  disks: z.array(z.object({
    path: z.string().describe("what was asked about"),
    device: z.string(),
    mounted_at: z.string(),
    size_bytes: Bytes,
    free_bytes: Bytes,
    inodes: z.number().nullable(),
    inodes_free: z.number().nullable(),
  })),
  limits: z.array(z.object({ name: z.string(), soft: z.string(), hard: z.string() })).describe(
    "ulimits of this process",
  ),
  cgroup: z.object({
    version: z.union([z.literal(1), z.literal(2)]).nullable(),
    memory_limit_bytes: Bytes.describe("of the group we run in; null: none, or not readable"),
    pids_limit: z.number().nullable(),
    cpu_limit: Text.describe("quota and period in microseconds"),
  }),
  clock: z.object({ wall: z.iso.datetime(), uptime_s: z.number().nullable(), timezone: Text }),
  dns: z.object({ servers: z.array(z.string()), search: z.array(z.string()) }),
  environment: z.record(z.string(), z.string()).describe(
    "values only of variables that help and hold no secret; of others only that they are set",
  ),
  engine: z.object({
    bin: z.string(),
    path: Text.describe("the program that is meant by it"),
    client_version: Text,
    server_version: Text,
    context: Text,
    endpoint: Text,
    contexts: z.array(z.string()),
    storage_driver: Text,
    cgroup_driver: Text,
    cgroup_version: Text,
    logging_driver: Text,
    root: Text,
    cpus: z.number().nullable(),
    memory_bytes: Bytes,
    running: z.number().nullable(),
    images: z.number().nullable(),
    security: z.array(z.string()),
    warnings: z.array(z.string()),
  }).nullable().describe("null where no engine answers"),
  other_containers: z.array(z.object({
    id: z.string(),
    name: z.string(),
    image: z.string(),
    status: z.string(),
  })).describe("what runs beside us, the first 50"),
  warnings: z.array(z.string()).describe("what could not be asked"),
});
export type HostTelemetryJson = z.infer<typeof HostTelemetryJson>;
