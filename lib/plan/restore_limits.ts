import { spellDuration } from "../model/duration.ts";
import type { ContainerSettings } from "../model/plan.ts";
import type { Difference } from "../model/replay.ts";
import type { LimitsJson } from "../model/run_json.ts";
import { spellSize } from "../model/size.ts";

/** Limits of a record: numbers, of which none was judged yet. */
export type RecordedLimits = Pick<
  LimitsJson,
  "timeout_ms" | "memory_bytes" | "cpus" | "shm_size_bytes" | "pids_limit" | "ulimits"
>;

/** A setting that was taken from a record. */
export interface RestoredSetting {
  readonly name: string;
  readonly value: string;
}

/** Settings of a container under the limits of a record, and where they stay another. */
export interface RestoredLimits {
  readonly settings: ContainerSettings;
  readonly restored: readonly RestoredSetting[];
  readonly differences: readonly Difference[];
}

interface LimitRow {
  readonly name: string;
  readonly key: "memoryBytes" | "cpus" | "shmSizeBytes" | "pidsLimit" | "timeoutMs";
  readonly read: (limits: RecordedLimits) => number | null;
  readonly least: number;
  readonly most: number;
  readonly show: (value: number) => string;
}

/** Bounds as for flags; a number outside of them is no limit that a run of ours can have had. */
const LIMITS: readonly LimitRow[] = [
  {
    name: "memory",
    key: "memoryBytes",
    read: ({ memory_bytes }) => memory_bytes,
    least: 6 * 2 ** 20,
    most: 2 ** 50,
    show: spellSize,
  },
  {
    name: "cpus",
    key: "cpus",
    read: ({ cpus }) => cpus,
    least: 0.01,
    most: 4096,
    show: String,
  },
  {
    name: "shm-size",
    key: "shmSizeBytes",
    read: ({ shm_size_bytes }) => shm_size_bytes,
    least: 1,
    most: 2 ** 50,
    show: spellSize,
  },
  {
    name: "pids-limit",
    key: "pidsLimit",
    read: ({ pids_limit }) => pids_limit,
    least: 1,
    most: 4_194_304,
    show: String,
  },
  {
    name: "timeout",
    key: "timeoutMs",
    read: ({ timeout_ms }) => timeout_ms,
    least: 1,
    most: 2 ** 31 - 1,
    show: spellDuration,
  },
];

const ULIMIT_NAME = /^[a-z]{2,16}$/;
const ULIMIT = /^(-1|\d{1,19})(:(-1|\d{1,19}))?$/;

/**
 * Puts a container under the limits of a record, but for those that a flag or variable sets. A record
 * never takes a limit away: where it has none and the plan has one, the plan's stays and is told.
 */
export function restoreLimits(
  settings: ContainerSettings,
  limits: RecordedLimits,
  isSet: (name: string) => boolean,
): RestoredLimits {
  const restored: RestoredSetting[] = [];
  const differences: Difference[] = [];
  const changes: Record<string, number> = {};
  for (const row of LIMITS) {
    const { name, key, show } = row;
    const [now, recorded] = [settings[key], row.read(limits)];
    if (recorded === now) continue;
    const [before, after] = [recorded, now].map((value) => value === null ? "none" : show(value));
    const tell = (why: string) =>
      differences.push(differ(name, before ?? "", after ?? "", `${why}: ${effectOf(name)}`));
    if (recorded === null) tell(`The record has no limit of ${name}, and this run keeps its own`);
    else if (!isLimit(recorded, row)) tell(`What the record says of ${name} cannot be a limit`);
    else if (isSet(name)) tell(`A flag or variable sets ${name}`);
    else {
      changes[key] = recorded;
      restored.push({ name, value: show(recorded) });
    }
  }
  const ulimits = restoreUlimits(settings.ulimits, limits.ulimits);
  return {
    settings: { ...settings, ...changes, ulimits: ulimits.value },
    restored: [...restored, ...ulimits.restored],
    differences: [...differences, ...ulimits.differences],
  };
}

function isLimit(value: number, { least, most, key }: LimitRow): boolean {
  return value >= least && value <= most && (key === "cpus" || Number.isSafeInteger(value));
}

function effectOf(name: string): string {
  if (name === "timeout") return "a suite may be ended earlier or later than it was";
  return `what met this limit then may not meet it now, and the other way round`;
}

function restoreUlimits(now: ContainerSettings["ulimits"], recorded: ContainerSettings["ulimits"]) {
  const restored: RestoredSetting[] = [];
  const differences: Difference[] = [];
  const value: Record<string, string> = { ...now };
  for (const [name, limit] of Object.entries(recorded)) {
    const own = Object.hasOwn(now, name) ? now[name] : undefined;
    if (limit === own) continue;
    if (ULIMIT_NAME.test(name) && ULIMIT.test(limit)) {
      value[name] = limit;
      restored.push({ name: `ulimit ${name}`, value: limit });
    } else {
      const effect = "What the record says of a ulimit cannot be one: it is left as it is here";
      differences.push(differ(`ulimit ${name}`, limit, own ?? "none", effect));
    }
  }
  for (const [name, limit] of Object.entries(now)) {
    if (Object.hasOwn(recorded, name)) continue;
    const effect = "The record has no such limit, and this run keeps its own";
    differences.push(differ(`ulimit ${name}`, "none", limit, effect));
  }
  return { value, restored, differences };
}

function differ(name: string, recorded: string, now: string, effect: string): Difference {
  return { what: "limits", recorded: `${name} ${recorded}`, now: `${name} ${now}`, effect };
}
