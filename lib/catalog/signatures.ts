import type { RootCauseClass, SignatureRow } from "../model/signature.ts";

type Load = () => Promise<readonly SignatureRow[]>;

/** Rows of each class that texts or facts can tell; loaded only when a failure is explained. */
const GROUPS: Readonly<Record<Exclude<RootCauseClass, "unknown">, readonly Load[]>> = {
  "oom": [() => import("./signatures/oom.ts").then((it) => it.OOM_ROWS)],
  "timeout": [() => import("./signatures/timeout.ts").then((it) => it.TIMEOUT_ROWS)],
  "hang": [() => import("./signatures/hang.ts").then((it) => it.HANG_ROWS)],
  "mount": [() => import("./signatures/mount.ts").then((it) => it.MOUNT_ROWS)],
  "workdir": [() => import("./signatures/workdir.ts").then((it) => it.WORKDIR_ROWS)],
  "discovery": [() => import("./signatures/discovery.ts").then((it) => it.DISCOVERY_ROWS)],
  "import": [() => import("./signatures/import.ts").then((it) => it.IMPORT_ROWS)],
  "missing-dependency": [
    () => import("./signatures/missing_dependency.ts").then((it) => it.MISSING_DEPENDENCY_ROWS),
    () => import("./signatures/missing_package.ts").then((it) => it.MISSING_PACKAGE_ROWS),
  ],
  "permission": [() => import("./signatures/permission.ts").then((it) => it.PERMISSION_ROWS)],
  "daemon": [() => import("./signatures/daemon.ts").then((it) => it.DAEMON_ROWS)],
  "image": [() => import("./signatures/image.ts").then((it) => it.IMAGE_ROWS)],
  "disk-full": [() => import("./signatures/disk_full.ts").then((it) => it.DISK_FULL_ROWS)],
  "process-limit": [
    () => import("./signatures/process_limit.ts").then((it) => it.PROCESS_LIMIT_ROWS),
  ],
  "shared-memory": [() => import("./signatures/dev_shm.ts").then((it) => it.SHARED_MEMORY_ROWS)],
  "crash": [() => import("./signatures/crash.ts").then((it) => it.CRASH_ROWS)],
  "panic": [() => import("./signatures/panic.ts").then((it) => it.PANIC_ROWS)],
  "connection": [
    () => import("./signatures/connection.ts").then((it) => it.CONNECTION_ROWS),
    () => import("./signatures/connection_lost.ts").then((it) => it.CONNECTION_LOST_ROWS),
  ],
  "auth": [() => import("./signatures/auth.ts").then((it) => it.AUTH_ROWS)],
  "rate-limit": [() => import("./signatures/rate_limit.ts").then((it) => it.RATE_LIMIT_ROWS)],
  "port-in-use": [() => import("./signatures/port_in_use.ts").then((it) => it.PORT_IN_USE_ROWS)],
  "data": [
    () => import("./signatures/data.ts").then((it) => it.DATA_ROWS),
    () => import("./signatures/data_database.ts").then((it) => it.DATA_DATABASE_ROWS),
  ],
  "snapshot": [() => import("./signatures/snapshot.ts").then((it) => it.SNAPSHOT_ROWS)],
  "flaky": [() => import("./signatures/flaky.ts").then((it) => it.FLAKY_ROWS)],
  "assertion": [() => import("./signatures/assertion.ts").then((it) => it.ASSERTION_ROWS)],
};

/** Every built-in row, class by class; nobody is asked for the order: all rows are weighed. */
export function loadSignatures(): Promise<readonly SignatureRow[]> {
  return Promise.all(Object.values(GROUPS).flat().map((load) => load())).then((rows) =>
    rows.flat()
  );
}
