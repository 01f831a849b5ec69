import type { ContainerConfig } from "../model/config.ts";
import { parseDuration, spellDuration } from "../model/duration.ts";
import type { ContainerSettings, SettingSource } from "../model/plan.ts";
import type { Result } from "../model/result.ts";
import { parseSize, spellSize } from "../model/size.ts";
import { resolveEnv, resolveMounts, resolveUlimits } from "./merge_container.ts";
import { pickImage } from "./pick_image.ts";
import { type Configured, type Picked, pickSetting } from "./pick_setting.ts";
import type { ConfiguredSuite, PlanInput, Section } from "./plan_input.ts";

/** Settings of a container, null when no image is known, and where each came from. */
export interface ResolvedContainer {
  readonly settings: ContainerSettings | null;
  /** The timeout of a suite also counts where there is no container. */
  readonly timeoutMs: number;
  readonly sources: readonly SettingSource[];
}

const DEFAULT_TIMEOUT_MS = 30 * 60_000;
const DEFAULT_GRACE_MS = 10_000;
/** Enough for a compiler or a browser on every core; a fork bomb meets it before the machine suffers. */
const PIDS_LIMIT = 4096;

/** Settings shared by all suites, or those of one suite: its own section goes before the shared one. */
export function resolveContainer(
  input: PlanInput,
  own: ConfiguredSuite | null,
): ResolvedContainer {
  const sections = sectionsOf(input, own);
  const prefix = own === null ? "" : `${own.suite.name}: `;
  const image = pickImage(input, sections, `${prefix}image`);
  const timeout = pickTimeout(input, sections, own, `${prefix}timeout`);
  const limits = pickLimits(input, sections, prefix);
  const manner = pickManner(input, sections, prefix);
  const rights = pickRights(input, sections, prefix);
  const env = resolveEnv(input, sections, prefix);
  const mounts = resolveMounts(input, sections, prefix);
  const ulimits = resolveUlimits(input, sections, prefix);
  const picked = [image, timeout, ...[limits, manner, rights].flatMap((all) => Object.values(all))];
  const sources = [
    ...picked.map(({ source }) => source),
    ...env.sources,
    ...mounts.sources,
    ...ulimits.sources,
  ];
  if (image.value === null) return { settings: null, timeoutMs: timeout.value, sources };
  const settings: ContainerSettings = {
    ...image.value,
    timeoutMs: timeout.value,
    ...valuesOf(limits),
    ...valuesOf(manner),
    ...valuesOf(rights),
    ulimits: ulimits.value,
    mounts: mounts.value,
    env: env.value,
  };
  return { settings, timeoutMs: timeout.value, sources };
}

function sectionsOf(input: PlanInput, own: ConfiguredSuite | null): readonly Section[] {
  const shared = { at: ["container"], values: input.config?.config.container ?? {} };
  if (own === null) return [shared];
  const values = own.suite.container ?? {};
  return [{ at: ["suites", own.index, "container"], values }, shared];
}

function pickTimeout(
  input: PlanInput,
  sections: readonly Section[],
  own: ConfiguredSuite | null,
  name: string,
): Picked<number> {
  const suite: Configured<string | number>[] = own === null
    ? []
    : [{ pointer: ["suites", own.index, "timeout"], value: own.suite.timeout }];
  const [first, ...rest] = configuredOf(sections, "timeout");
  const places = own === null ? [first, ...rest] : [first, ...suite, ...rest];
  return pickSetting(input, {
    name,
    flag: "timeout",
    read: durationOf,
    configured: places.flatMap((place) => place === undefined ? [] : [mapped(place, durationOf)]),
    otherwise: DEFAULT_TIMEOUT_MS,
    show: spellDuration,
  });
}

function pickLimits(input: PlanInput, sections: readonly Section[], prefix: string) {
  const size = (
    name: string,
    flag: string,
    key: "memory" | "shm_size",
    otherwise: number | null,
  ) =>
    pickSetting<number | null>(input, {
      name: prefix + name,
      flag,
      read: sizeOf,
      configured: configuredOf(sections, key).map((place) => mapped(place, sizeOf)),
      otherwise,
      show: (bytes) => bytes === null ? "the engine's" : spellSize(bytes),
    });
  const count = (
    name: string,
    flag: string,
    key: "cpus" | "pids_limit",
    otherwise: number | null,
  ) =>
    pickSetting<number | null>(input, {
      name: prefix + name,
      flag,
      read: Number,
      configured: configuredOf(sections, key),
      otherwise,
      show: (value) => value === null ? "the engine's" : String(value),
    });
  return {
    memoryBytes: size("memory", "memory", "memory", mostMemory(input)),
    cpus: count("cpus", "cpus", "cpus", null),
    shmSizeBytes: size("shm-size", "shm-size", "shm_size", null),
    pidsLimit: count("pids-limit", "pids-limit", "pids_limit", PIDS_LIMIT),
  };
}

/** Not all of it: a test that eats memory is to be ended in its container, not the engine beside it. */
function mostMemory({ memoryBytes }: PlanInput): number | null {
  const mebibyte = 1024 ** 2;
  const most = Math.floor(memoryBytes * 0.9 / mebibyte) * mebibyte;
  return most >= 64 * mebibyte ? most : null;
}

/** What containers may do beyond computing. */
function pickRights(input: PlanInput, sections: readonly Section[], prefix: string) {
  const truth = (key: "new_privileges" | "allow_engine_socket") =>
    pickSetting<boolean>(input, {
      name: prefix + key.replaceAll("_", "-"),
      flag: null,
      read: (text) => text === "true",
      configured: configuredOf(sections, key),
      otherwise: false,
      show: String,
    });
  return {
    capAdd: pickSetting<readonly string[]>(input, {
      name: `${prefix}cap-add`,
      flag: null,
      read: (text) => [text],
      configured: configuredOf(sections, "cap_add"),
      otherwise: [],
      show: (names) => names.join(", ") || "none",
    }),
    newPrivileges: truth("new_privileges"),
    allowEngineSocket: truth("allow_engine_socket"),
  };
}

function pickManner(input: PlanInput, sections: readonly Section[], prefix: string) {
  type Manner = "network" | "user" | "workdir" | "pull" | "docker_bin";
  const word = <T extends string | null>(key: Manner, otherwise: T) =>
    pickSetting<string | T>(input, {
      name: prefix + key.replace("_", "-"),
      flag: key.replace("_", "-"),
      read: (text) => text,
      configured: configuredOf(sections, key),
      otherwise,
      show: (value) => value ?? "the engine's",
    });
  return {
    graceMs: pickSetting(input, {
      name: `${prefix}grace`,
      flag: null,
      read: durationOf,
      configured: configuredOf(sections, "grace").map((place) => mapped(place, durationOf)),
      otherwise: DEFAULT_GRACE_MS,
      show: spellDuration,
    }),
    network: word("network", null),
    user: word("user", null),
    workdir: word("workdir", "/workspace"),
    pull: word("pull", "missing") as Picked<ContainerSettings["pull"]>,
    dockerBin: word("docker_bin", "docker"),
  };
}

function configuredOf<K extends keyof ContainerConfig>(
  sections: readonly Section[],
  key: K,
): readonly Configured<NonNullable<ContainerConfig[K]>>[] {
  return sections.map(({ at, values }) => ({
    pointer: [...at, key],
    value: values[key] ?? undefined,
  }));
}

function mapped<A, B>(place: Configured<A>, read: (value: A) => B): Configured<B> {
  return {
    pointer: place.pointer,
    value: place.value === undefined ? undefined : read(place.value),
  };
}

function valuesOf<T extends Readonly<Record<string, Picked<unknown>>>>(
  picked: T,
): { readonly [K in keyof T]: T[K]["value"] } {
  const entries = Object.entries(picked).map(([key, { value }]) => [key, value]);
  return Object.fromEntries(entries) as { readonly [K in keyof T]: T[K]["value"] };
}

/** Milliseconds of a duration that was checked when it was read. */
export function durationOf(value: string | number): number {
  return checked(parseDuration(value));
}

function sizeOf(value: string | number): number {
  return checked(parseSize(value));
}

/** Flags, variables and configuration were checked before; anything left is a bug of ours. */
function checked<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(`unchecked value reached the plan: ${result.error}`);
  return result.value;
}
