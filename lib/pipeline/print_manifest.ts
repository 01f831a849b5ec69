import type { Host } from "../host/host.ts";
import { formatManifest } from "../kubectl/format_manifest.ts";
import { jobManifest } from "../kubectl/job_manifest.ts";
import type { Plan } from "../model/plan.ts";
import { dealShards } from "../plan/deal_shards.ts";
import { groupSuites } from "../plan/group_suites.ts";
import { newRunId } from "../write/open_run.ts";
import { type JobSuite, makeJob } from "./make_job.ts";

/**
 * Prints the manifest of the job that a run on Kubernetes would apply, and runs nothing. Tests are listed
 * in the cluster alone, so each task has whole suites here; a run divides them.
 */
export function printManifest(host: Host, plan: Plan): number {
  const { remote: request } = plan;
  if (request === undefined) throw new Error("checked by the flags");
  const total = request.total ?? 1;
  const groups = groupSuites(plan.suites);
  const parts = groups.map((group) => {
    const key = group.map(({ name }) => name).join("\0");
    return { key, suite: group[0]?.name ?? "", expectedMs: null };
  });
  const { shards } = dealShards(parts, total);
  const tasks = new Map<number, readonly JobSuite[]>();
  for (const [at, group] of groups.entries()) {
    const task = shards[at] ?? 0;
    const own = group.map((suite) => ({ suite, command: suite.full }));
    tasks.set(task, [...tasks.get(task) ?? [], ...own]);
  }
  const image = plan.suites[0]?.container?.image ?? "";
  const job = makeJob({
    ...{ host, plan, nonce: null, run: { runId: newRunId(host) } },
    remote: {
      request,
      nonce: host.randomHex(16),
      readiness: { image, nodes: [], version: "", platform: { os: "", arch: "" }, warnings: [] },
    },
  }, { suffix: "run", tasks, parallelism: request.parallelism ?? total });
  host.terminal.out(formatManifest(jobManifest(job)));
  return 0;
}
