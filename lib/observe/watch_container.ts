import { dockerExec, DUMP_SCRIPT } from "../docker/docker_exec.ts";
import { dockerTop } from "../docker/docker_top.ts";
import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ContainerSample, SampleSummary } from "../model/container_sample.ts";
import type { CgroupCounters } from "../model/observation.ts";
import type { CgroupPlace } from "./cgroup_places.ts";
import { describeMoment } from "./describe_moment.ts";
import { type LineFile, openLineFile } from "./line_file.ts";
import { readMoment } from "./read_sample.ts";
import { findPlace } from "./sample_cgroup.ts";
import { streamStats } from "./stream_stats.ts";
import { tallySamples } from "./summarize_samples.ts";

/** How a container is watched. */
export interface WatchRequest {
  readonly dockerBin: string;
  /** Absolute folder of its files, and that folder's name in the run's. */
  readonly folder: string;
  readonly label: string;
  readonly intervalMs: number;
  /** Between two looks at its processes. */
  readonly snapshotMs: number;
  /** What was read of its output so far. */
  readonly output: () => { readonly bytes: number; readonly lines: number };
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
  /** Notes that processes are about to be told to show their stacks, and lets that happen. */
  readonly noteDump: (act: () => Promise<string | null>) => Promise<void>;
}

/** Everything that is seen of a container while it lives. */
export interface ContainerWatch {
  readonly sample: (id: string, until: AbortSignal) => Promise<CgroupCounters | null>;
  readonly beforeStop: (id: string, over: AbortSignal) => Promise<void>;
  summary(): SampleSummary;
  close(): Promise<void>;
}

/** How long engine and kernel may take to show a container's group before `docker stats` is asked. */
const GROUP_WAIT_MS = 2_000;
/** How long a process has to write its stacks. */
const DUMP_WAIT_MS = 1_500;

/**
 * Watches one container: counters of its control group every so often, `docker stats` where those are
 * out of reach, its processes from time to time and before it is killed. Nothing here ever fails it.
 */
export async function watchContainer(host: Host, request: WatchRequest): Promise<ContainerWatch> {
  const { folder, label, redactor, warn } = request;
  const open = (name: string): Promise<LineFile> =>
    openLineFile(host, { path: `${folder}/${name}`, name: `${label}/${name}`, redactor, warn });
  const [stats, top] = await Promise.all([
    open("container_stats.jsonl"),
    open("container_top.jsonl"),
  ]);
  const tally = tallySamples();
  const startMs = host.monotonicMs();
  const atMs = (): number => Math.round(host.monotonicMs() - startMs);
  const keep = (sample: ContainerSample): void => {
    tally.add(sample);
    stats.add(sample);
  };
  const look = async (id: string, why: "periodic" | "before-kill"): Promise<void> => {
    const { result } = await host.run(dockerTop(request.dockerBin, id));
    // A container that has just ended has no processes; nothing is wrong with that.
    if (result.ok) top.add({ at_ms: atMs(), why, ...result.value });
    else if (why === "before-kill") warn(`${label}: its processes could not be listed`);
  };
  const sampler = { host, request, atMs, keep };
  return {
    sample: async (id, until) => {
      const snapshots = snapshotsOf(host, request, { until, look: () => look(id, "periodic") });
      const last = await sampleUntil(sampler, id, until);
      await snapshots;
      await Promise.all([stats.flush(), top.flush()]);
      return last;
    },
    beforeStop: async (id, over) => {
      tally.freeze();
      await look(id, "before-kill");
      await request.noteDump(async () => {
        const { result } = await host.run(dockerExec(request.dockerBin, id, DUMP_SCRIPT));
        if (result.ok) await host.sleep(DUMP_WAIT_MS, over);
        return result.ok ? null : "its processes could not be reached";
      });
    },
    summary: tally.summary,
    close: async () => void await Promise.all([stats.close(), top.close()]),
  };
}

async function snapshotsOf(
  host: Host,
  { snapshotMs }: WatchRequest,
  { until, look }: { readonly until: AbortSignal; readonly look: () => Promise<void> },
): Promise<void> {
  // The first one early: a short life is to be seen, too.
  for (let waitMs = Math.min(500, snapshotMs);; waitMs = snapshotMs) {
    await host.sleep(waitMs, until);
    if (until.aborted) return;
    await look();
  }
}

interface Sampler {
  readonly host: Host;
  readonly request: WatchRequest;
  readonly atMs: () => number;
  readonly keep: (sample: ContainerSample) => void;
}

/** Reads the counters until the container is over; the last ones are what a judge needs. */
async function sampleUntil(
  sampler: Sampler,
  id: string,
  until: AbortSignal,
): Promise<CgroupCounters | null> {
  const { host, request, atMs, keep } = sampler;
  let place: CgroupPlace | null = null;
  let before: ContainerSample | null = null;
  let last: CgroupCounters | null = null;
  while (!until.aborted) {
    place ??= host.machine.os === "linux" ? await findPlace(host, id) : null;
    const moment = place === null ? null : await readMoment(host, place, id);
    if (moment !== null) {
      last = moment.counters;
      before = describeMoment(moment, { atMs: atMs(), output: request.output(), before });
      keep(before);
    } else if (place === null && atMs() > GROUP_WAIT_MS) {
      await streamStats(host, { ...request, id, until, atMs, keep });
      return null;
    }
    await host.sleep(request.intervalMs, until);
  }
  return last;
}
