import { spellDuration } from "./duration.ts";
import type { AttemptSettings } from "./remedy.ts";
import { spellSize } from "./size.ts";

/** Every setting by the name of its flag, as a person reads it. */
export function tellSettings(settings: AttemptSettings): Readonly<Record<string, string>> {
  const { memoryBytes, shmSizeBytes, pidsLimit, targets } = settings;
  return {
    timeout: spellDuration(settings.timeoutMs),
    memory: memoryBytes === null ? "unlimited" : spellSize(memoryBytes),
    "shm-size": shmSizeBytes === null ? "64m" : spellSize(shmSizeBytes),
    "pids-limit": pidsLimit === null ? "unlimited" : String(pidsLimit),
    user: settings.user ?? "the image's",
    workdir: settings.workdir,
    root: settings.root,
    cwd: settings.cwd,
    mounts: settings.mounts.map(tellMount).join(" ") || "none",
    pull: settings.pull,
    order: settings.isSerial ? "one after the other" : "as configured",
    words: settings.isQuiet ? "few" : "as configured",
    plugins: settings.hasPlugins ? "as configured" : "none",
    watching: settings.isWatched ? "close" : "as always",
    tests: targets === null ? "all" : tellTargets(targets),
  };
}

function tellMount({ source, target, readOnly }: AttemptSettings["mounts"][number]): string {
  return `${source}:${target}${readOnly ? ":ro" : ""}`;
}

function tellTargets(targets: NonNullable<AttemptSettings["targets"]>): string {
  const names = targets.slice(0, 3).map(({ file, name }) =>
    name === "" ? file : `${file}::${name}`
  );
  const more = targets.length - names.length;
  return `${names.join(" ")}${more > 0 ? ` and ${more} more` : ""}`;
}
