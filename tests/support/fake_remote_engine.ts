import type {
  RemoteEnd,
  RemoteEngine,
  RemoteEvent,
  RemoteJob,
} from "../../lib/model/remote_engine.ts";
import { ok } from "../../lib/model/result.ts";

/** What happens to one life; nothing of it is left to chance once it is drawn. */
export interface LifeFate {
  /** It is cut off after this part of its lines, with its node; null: it comes to its end. */
  readonly lostAt: number | null;
  /** A life that was lost ends all the same, and tells all of it later. */
  readonly isGhost?: boolean;
  /** How it ends where it does not exit by itself. */
  readonly end?: RemoteEnd;
  /** Lines that come twice, are left out, or are cut in their middle: by a number for each line. */
  readonly harm?: (line: number) => "twice" | "lost" | "torn" | "foreign" | null;
  /** Lines come in pairs turned round. */
  readonly isShuffled?: boolean;
  /** Whether its output can be read again, and whether that is harmed as well. */
  readonly reread?: "whole" | "harmed" | "none";
}

/** How the fake engine runs. */
export interface FakeEngineOptions {
  /** Lines of a life, made when it ends. */
  readonly lines: (
    life: { job: RemoteJob; task: number; life: string; number: number },
  ) => readonly string[];
  readonly fate: (life: { task: number; number: number; job: string }) => LifeFate;
  /** Milliseconds of virtual time that a task takes on a node. */
  readonly takes?: (task: number, node: number) => number;
  readonly nodes?: number;
}

/** A fake engine, and what it did. */
export interface FakeRemoteEngine extends RemoteEngine {
  readonly seen: {
    readonly jobs: string[];
    /** How often the lives of each task told all that they had to. */
    readonly told: Map<number, number>;
    /** Virtual milliseconds of the longest job. */
    clockMs: number;
  };
}

const ENCODER = new TextEncoder();

/** An engine in virtual time: jobs of any size are over at once, and all that engines do wrong can be asked for. */
export function openFakeRemoteEngine(
  { lines, fate, takes = () => 1_000, nodes = 4 }: FakeEngineOptions,
): FakeRemoteEngine {
  const numbers = new Map<number, number>();
  const fates = new Map<string, { fate: LifeFate; number: number }>();
  const seen = { jobs: [] as string[], told: new Map<number, number>(), clockMs: 0 };
  return {
    name: "swarm",
    seen,
    prepare: (image) =>
      Promise.resolve(ok({
        image,
        nodes: Array.from({ length: nodes }, (_, at) => `node-${at}`),
        version: "1.0",
        platform: { os: "linux", arch: "amd64" },
        warnings: [],
      })),
    async *run(job, signal) {
      await Promise.resolve();
      seen.jobs.push(job.name);
      const slots = Array.from({ length: job.parallelism }, (_, slot) => ({ slot, atMs: 0 }));
      const ghosts: RemoteEvent[][] = [];
      // Each slot takes the next task when it is free; events of one end are told together.
      const running = openSlots(slots);
      for (const task of job.tasks) {
        if (signal.aborted) break;
        const place = running.first();
        const node = place.slot % nodes;
        const number = numbers.get(task) ?? 0;
        numbers.set(task, number + 1);
        const life = `${job.name}.${task}.${number}`;
        const own = fate({ task, number, job: job.name });
        fates.set(life, { fate: own, number });
        yield { type: "started", task, life, node: `node-${node}`, at: "2026-11-20T00:00:00.000Z" };
        const all = lines({ job, task, life, number });
        const came = own.lostAt === null ? all : all.slice(0, Math.floor(all.length * own.lostAt));
        if (own.lostAt === null || own.isGhost) seen.told.set(task, (seen.told.get(task) ?? 0) + 1);
        for (const bytes of spoil(came, own)) yield { type: "output", task, life, bytes };
        const end = own.end ?? (own.lostAt === null ? "exited" : "node-lost");
        const exitCode = end === "exited" ? readCode(all) : null;
        yield { type: "ended", task, life, end, exitCode, detail: "" };
        if (own.isGhost) {
          ghosts.push(spoil(all, own).map((bytes) => ({ type: "output", task, life, bytes })));
        }
        running.free(place, takes(task, node));
      }
      for (const late of ghosts) yield* late;
      seen.clockMs = Math.max(seen.clockMs, running.endMs());
    },
    async *reread(job, task, life) {
      await Promise.resolve();
      const { fate: own, number } = fates.get(life) ?? { fate: { lostAt: 0 }, number: 0 };
      if (own.lostAt !== null || (own.reread ?? "whole") === "none") return;
      const all = lines({ job, task, life, number });
      for (const bytes of own.reread === "harmed" ? spoil(all, own) : [join(all)]) yield bytes;
    },
    reap: () => Promise.resolve(0),
  };
}

/** Slots by the time at which they are free; a heap, because there are ten thousand. */
function openSlots(heap: { slot: number; atMs: number }[]) {
  const isBefore = (a: number, b: number): boolean => heap[a]!.atMs < heap[b]!.atMs;
  return {
    first: () => heap[0]!,
    free(place: { atMs: number }, ms: number): void {
      place.atMs += ms;
      let at = 0;
      for (let child = 1; child < heap.length; child = 2 * at + 1) {
        if (child + 1 < heap.length && isBefore(child + 1, child)) child++;
        if (!isBefore(child, at)) break;
        [heap[child], heap[at]] = [heap[at]!, heap[child]!];
        at = child;
      }
    },
    endMs: () => heap.reduce((most, { atMs }) => Math.max(most, atMs), 0),
  };
}

function readCode(lines: readonly string[]): number {
  return Number(lines.at(-1)?.split(" ").at(-1));
}

function join(lines: readonly string[]): Uint8Array {
  return ENCODER.encode(lines.map((line) => `${line}\n`).join(""));
}

function spoil(lines: readonly string[], { harm, isShuffled = false }: LifeFate): Uint8Array[] {
  if (harm === undefined && !isShuffled) return lines.length === 0 ? [] : [join(lines)];
  const told = lines.flatMap((line, at) => {
    switch (harm?.(at) ?? null) {
      case "twice":
        return [line, line];
      case "lost":
        return [];
      case "torn":
        return [line.slice(0, line.length >> 1)];
      case "foreign":
        return [`from somebody else ${line}`, "\u0000\u001b[2J no frame qa1: at all"];
      case null:
        return [line];
    }
  });
  if (isShuffled) {
    for (let at = 0; at + 1 < told.length; at += 2) {
      [told[at], told[at + 1]] = [told[at + 1]!, told[at]!];
    }
  }
  return told.length === 0 ? [] : [join(told)];
}
