import { spellDuration } from "../model/duration.ts";
import type { AttemptSettings } from "../model/remedy.ts";
import { spellSize } from "../model/size.ts";

/** What a diagnosis has found worth keeping. */
export interface KeptSettings {
  /** To be merged into `qa.jsonc`; empty where the configuration is right as it is. */
  readonly fragment: Readonly<Record<string, unknown>>;
  /** Flags of the gate that say the same, as far as flags can. */
  readonly flags: readonly string[];
}

/** What a suite is called and told beyond its settings. */
export interface KeptSuite {
  readonly name: string;
  /** Its own arguments with those that a remedy has added. */
  readonly args: readonly string[];
  /** True where a remedy has added some. */
  readonly hasNewArgs: boolean;
  /** Variables that a remedy has set. */
  readonly env: Readonly<Record<string, string | null>>;
}

/** The settings that differ between the first attempt and the one that is kept, for `qa.jsonc` and as flags. */
export function keepSettings(
  before: AttemptSettings,
  after: AttemptSettings,
  { name, args, hasNewArgs, env }: KeptSuite,
): KeptSettings {
  const changed = <K extends keyof AttemptSettings>(key: K): boolean =>
    JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  const size = (bytes: number | null): string | undefined =>
    bytes === null ? undefined : spellSize(bytes);
  const mounts = after.mounts.map(({ source, target, readOnly }) =>
    `${source}:${target}${readOnly ? ":ro" : ""}`
  );
  const container = {
    ...changed("memoryBytes") && { memory: size(after.memoryBytes) },
    ...changed("shmSizeBytes") && { shm_size: size(after.shmSizeBytes) },
    ...changed("pidsLimit") && { pids_limit: after.pidsLimit },
    ...changed("user") && { user: after.user ?? undefined },
    ...changed("workdir") && { workdir: after.workdir },
    ...changed("mounts") && { mounts },
    ...changed("pull") && { pull: after.pull },
  };
  const suite = {
    ...changed("timeoutMs") && { timeout: spellDuration(after.timeoutMs) },
    ...changed("cwd") && { cwd: after.cwd },
    ...after.targets !== null && { paths: after.targets.map(spellTarget) },
    ...hasNewArgs && { args },
    ...Object.keys(env).length > 0 && { env },
  };
  const isEmpty = (values: object): boolean => Object.keys(values).length === 0;
  return {
    fragment: {
      ...isEmpty(container) ? {} : { container },
      ...isEmpty(suite) ? {} : { suites: [{ name, ...suite }] },
    },
    flags: flagsOf(after, changed),
  };
}

function spellTarget({ file, name }: { readonly file: string; readonly name: string }): string {
  return name === "" ? file : `${file}::${name}`;
}

function flagsOf(
  after: AttemptSettings,
  changed: (key: keyof AttemptSettings) => boolean,
): readonly string[] {
  const flag = (key: keyof AttemptSettings, name: string, value: string | null) =>
    changed(key) && value !== null ? [`--${name}`, value] : [];
  const size = (bytes: number | null): string | null => bytes === null ? null : spellSize(bytes);
  return [
    ...flag("timeoutMs", "timeout", spellDuration(after.timeoutMs)),
    ...flag("memoryBytes", "memory", size(after.memoryBytes)),
    ...flag("shmSizeBytes", "shm-size", size(after.shmSizeBytes)),
    ...flag("pidsLimit", "pids-limit", after.pidsLimit === null ? null : String(after.pidsLimit)),
    ...flag("user", "user", after.user),
    ...flag("workdir", "workdir", after.workdir),
    ...flag("pull", "pull", after.pull),
    ...flag("root", "root", after.root),
  ];
}
