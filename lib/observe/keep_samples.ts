import type { Redactor } from "../formats/redactor.ts";
import type { Host } from "../host/host.ts";
import type { ContainerSample } from "../model/container_sample.ts";
import type { CgroupPlace } from "./cgroup_places.ts";
import { describeMoment } from "./describe_moment.ts";
import { type LineFileOptions, openLineFile } from "./line_file.ts";
import { readMoment } from "./read_sample.ts";
import { findPlace } from "./sample_cgroup.ts";

/** What is sampled, and where that is kept. */
export interface KeptSamples {
  readonly id: string;
  readonly until: AbortSignal;
  /** When it was begun to be watched, by the monotonic clock. */
  readonly startMs: number;
  /** Absolute path of the file, and its name in the run's folder. */
  readonly path: string;
  readonly name: string;
  /** What was read of its output so far. */
  readonly output: () => { readonly bytes: number; readonly lines: number };
  readonly redactor: Redactor;
  readonly warn: (message: string) => void;
}

/** Samples of one container that are kept at most; beyond, every second one goes, and only half as many come. */
export const SAMPLES_KEPT = 600;
const INTERVAL_MS = 1_000;

/**
 * Writes what a container uses, each second while it lives and more rarely when it lives long, from
 * its control group alone: no process is started. Nothing is written where the group is not to be seen.
 */
export async function keepSamples(host: Host, request: KeptSamples): Promise<void> {
  if (host.machine.os !== "linux") return;
  const { id, until, startMs, output } = request;
  const file = openThinned(host, request);
  let place: CgroupPlace | null = null;
  // Its processor time is counted from its own beginning, so that its first second is told too.
  let before: Pick<ContainerSample, "at_ms" | "cpu_ms"> = { at_ms: 0, cpu_ms: 0 };
  for (let intervalMs = INTERVAL_MS; !until.aborted;) {
    place ??= await findPlace(host, id);
    const moment = place === null ? null : await readMoment(host, place, id);
    if (moment !== null) {
      const atMs = Math.round(host.monotonicMs() - startMs);
      const sample = describeMoment(moment, { atMs, output: output(), before });
      intervalMs = INTERVAL_MS * await file.add(sample);
      before = sample;
    }
    await host.sleep(intervalMs, until);
  }
  await file.close();
}

/** A file of samples that stays short: what it yields is how many seconds are between two of them now. */
function openThinned(host: Host, { path, name, redactor, warn }: LineFileOptions) {
  const open = () => openLineFile(host, { path, name, redactor, warn });
  let file: ReturnType<typeof open> | null = null;
  let samples: ContainerSample[] = [];
  let stride = 1;
  const thin = async (): Promise<void> => {
    await (await file)?.close();
    samples = samples.filter((_, at) => at % 2 === 0);
    stride *= 2;
    const text = samples.map((sample) => `${JSON.stringify(sample)}\n`).join("");
    const written = await host.files.writeWhole(path, text);
    if (!written.ok) warn(`${name} is cut: it could not be written any more`);
    file = open();
  };
  return {
    async add(sample: ContainerSample): Promise<number> {
      samples.push(sample);
      if (samples.length > SAMPLES_KEPT) await thin();
      else (await (file ??= open())).add(sample);
      return stride;
    },
    close: async () => void await (await file)?.close(),
  };
}
