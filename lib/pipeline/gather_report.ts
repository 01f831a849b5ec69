import { judgePast } from "../classify/judge_past.ts";
import { readDockerEvent } from "../docker/docker_events.ts";
import type { Host } from "../host/host.ts";
import type { ContainerEvent } from "../model/observation.ts";
import type { Plan } from "../model/plan.ts";
import type { Execution, RunRecord } from "../model/run_record.ts";
import type { SeriesMark } from "../report/draw_series.ts";
import type { ExecutionSeries } from "../report/html_resources.ts";
import type { ReportTrends } from "../report/html_trends.ts";
import { isPlainPath } from "../write/find_tests_path.ts";
import { loadLines, type LoadLinesOptions, loadSamples } from "../write/load_samples.ts";
import { queryTests, queryUnsteady } from "../write/query_history.ts";
import { isSmallHistory, queryTrend } from "../write/query_trends.ts";
import { withHistory } from "./with_history.ts";

/** Containers that are drawn; more are no picture. */
const MOST_SERIES = 40;
const MOST_UNSTEADY = 12;
const STATS = "container_stats.jsonl";
const EVENTS = "container_events.jsonl";

/** A container of a run whose counters may have been kept. */
export interface SampledExecution {
  readonly label: string;
  /** Relative to the run's folder. */
  readonly folder: string;
  readonly execution: Execution;
  readonly limits: { readonly memoryBytes: number | null; readonly cpus: number | null };
  /** True where time was counted before its container started: its first sample is then its start. */
  readonly isEarly: boolean;
}

/** What the containers of a run used over time, as far as it was kept; short ones have nothing. */
export async function gatherSeries(
  host: Host,
  runFolder: string,
  { executions, ...options }:
    & { readonly executions: readonly SampledExecution[] }
    & LoadLinesOptions,
): Promise<readonly ExecutionSeries[]> {
  // A record may be a stranger's: nothing outside of its folder is read.
  const inContainer = executions.filter(({ execution, folder }) =>
    execution.container !== null && isPlainPath(folder)
  );
  const found: ExecutionSeries[] = [];
  let events: ReadonlyMap<string, readonly ContainerEvent[]> | null = null;
  for (const one of inContainer) {
    const file = `${one.folder}/${STATS}`;
    if (await host.files.stat(`${runFolder}/${file}`) === null) continue;
    const points = await loadSamples(host, `${runFolder}/${file}`, options);
    if (points.length < 2) continue;
    events ??= await loadEvents(host, runFolder, options);
    const own = events.get(one.execution.container?.id ?? "") ?? [];
    const startMs = one.isEarly ? points[0]?.at_ms ?? 0 : 0;
    found.push({
      key: `s${found.length}`,
      ...{ title: one.label, file, points, marks: marksOf(own, startMs) },
      memoryLimitBytes: one.limits.memoryBytes,
      cpus: one.limits.cpus,
    });
    if (found.length === MOST_SERIES) break;
  }
  return found;
}

/** The executions of a record, with the limits that the plan gave them. */
export function executionsOf({ suites, plan }: RunRecord): readonly SampledExecution[] {
  return suites.flatMap(({ name, executions }) =>
    executions.map((execution) => ({
      label: `${name}, ${execution.place}, attempt ${execution.attempt}`,
      folder: execution.folder,
      execution,
      limits: limitsOf(plan, name),
      isEarly: false,
    }))
  );
}

function limitsOf({ suites }: Plan, suite: string): SampledExecution["limits"] {
  const settings = suites.find(({ name }) => name === suite)?.container;
  return { memoryBytes: settings?.memoryBytes ?? null, cpus: settings?.cpus ?? null };
}

/** Events of all containers by their ids; a diagnosis keeps those of all under a name of their own. */
async function loadEvents(
  host: Host,
  runFolder: string,
  options: LoadLinesOptions,
): Promise<ReadonlyMap<string, readonly ContainerEvent[]>> {
  const found: ContainerEvent[] = [];
  for (const name of ["container_events_all.jsonl", EVENTS]) {
    for await (const line of loadLines(host, `${runFolder}/${name}`, options)) {
      const event = readDockerEvent(line);
      if (event !== null && isShown(event.action)) found.push(event);
    }
    if (found.length > 0) break;
  }
  return Map.groupBy(found, ({ containerId }) => containerId);
}

function isShown(action: string): action is SeriesMark["kind"] {
  return action === "start" || action === "oom" || action === "kill" || action === "die";
}

const MOST_MARKS = 40;
const SIGNALS: Readonly<Record<number, string>> = {
  ...{ 1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 6: "SIGABRT", 9: "SIGKILL", 15: "SIGTERM" },
};

function marksOf(events: readonly ContainerEvent[], startMs: number): readonly SeriesMark[] {
  const start = events.find(({ action }) => action === "start");
  if (start === undefined) return [];
  const msOf = ({ timeNano }: ContainerEvent): number => Number(timeNano) / 1e6;
  const zero = msOf(start) - startMs;
  return events.slice(0, MOST_MARKS).flatMap((event) => {
    const { action, signal, exitCode } = event;
    const atMs = Math.max(0, Math.round(msOf(event) - zero));
    if (!isShown(action) || !Number.isFinite(atMs)) return [];
    return [{ atMs, kind: action, label: labelOf(action, signal ?? exitCode) }];
  });
}

function labelOf(action: SeriesMark["kind"], value: number | null): string {
  if (value === null || action === "start" || action === "oom") return action;
  return action === "kill" ? `kill ${SIGNALS[value] ?? value}` : `exit ${value}`;
}

/** What the history tells for a page: the newest runs, and the tests that were unsteady; null without one. */
export async function gatherTrends(
  host: Host,
  historyPath: string | null,
  warn: (message: string) => void,
): Promise<ReportTrends | null> {
  if (historyPath === null || await host.files.stat(historyPath) === null) return null;
  const read = await withHistory(host, historyPath, {
    warn,
    work: (database) =>
      database.read((sql) => {
        const isSmall = isSmallHistory(sql);
        const ids = isSmall ? queryUnsteady(sql, MOST_UNSTEADY) : [];
        return { runs: queryTrend(sql), isSmall, unsteady: queryTests(sql, ids).map(judgePast) };
      }),
  });
  return read?.ok ? read.value : null;
}
