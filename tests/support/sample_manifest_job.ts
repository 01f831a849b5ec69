import type { RemoteJob } from "../../lib/model/remote_engine.ts";
import { sampleJob } from "./run_remote_job.ts";

/** The job whose manifest stands in fixtures/kubectl: one with everything that a job can have. */
export function sampleManifestJob(): RemoteJob {
  return sampleJob({
    name: "qa-sample",
    tasks: [4, 2],
    user: "1000:1000",
    memoryBytes: 64 * 1024 ** 2,
    cpus: 0.5,
    placement: ["disk=fast"],
    env: { A: "it's", "odd.name": "x" },
    mounts: [{ source: "/data", target: "/in", readOnly: true }],
    labels: { "qa.run": "20260102T030405Z-abcdef", "qa.owner": "a+b/c/1/2" },
  });
}
