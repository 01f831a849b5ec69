import type { ContainerAccount } from "../../lib/model/run_record.ts";

/** A container that ran and ended by itself with 0, every witness in agreement. */
export const SAMPLE_ACCOUNT: ContainerAccount = {
  ...{ id: "c".repeat(64), name: "qa-1", imageId: "sha256:1", counters: null },
  state: {
    ...{ id: "c".repeat(64), status: "exited", exitCode: 0, oomKilled: false, error: "", pid: 0 },
    startedAt: "2026-01-02T03:04:05.1Z",
    finishedAt: "2026-01-02T03:04:06.1Z",
  },
  trailer: {
    ...{ nonce: "n", exitCode: 0, oomKills: 0, pidsLimitHits: 0, memoryPeakBytes: 1 },
    ...{ signalled: false, spooled: true, endedUptimeS: null, stdout: null, stderr: null },
  },
  ...{ events: ["create", "start", "die"], signals: [], hasBegun: true },
  ...{ firstStartedAt: null, log: null },
};
