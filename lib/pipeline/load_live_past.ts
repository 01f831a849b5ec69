import type { Host } from "../host/host.ts";
import type { Plan } from "../model/plan.ts";
import type { LivePast } from "../report/estimate_left.ts";

/** What suites took in earlier runs, for a display; null where nothing is remembered, or cannot be read. */
export async function loadLivePast(
  host: Host,
  plan: Pick<Plan, "history" | "outputs" | "jobs"> | undefined,
): Promise<LivePast | null> {
  if (plan === undefined) return null;
  const { historyOf } = await import("./with_history.ts");
  const path = historyOf(plan, plan.outputs);
  if (path === null || (await host.files.stat(path))?.kind !== "file") return null;
  const { querySuiteDurations } = await import("../write/query_history.ts");
  // Only looked at: what is wrong with it is mended and told by the run that writes it, at its end.
  const opened = await host.openDatabase(path);
  if (!opened.ok) return null;
  const read = opened.value.read(querySuiteDurations);
  opened.value.close();
  return read.ok && read.value.size > 0 ? { suites: read.value, jobs: plan.jobs } : null;
}
