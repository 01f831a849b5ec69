import type { ContainerConfig } from "../model/config.ts";
import { parseDuration } from "../model/duration.ts";
import { VARIABLE_NAME } from "../model/flag_value.ts";
import { faultOfImage } from "../model/image_reference.ts";
import { faultOfContainerPath, parseMount } from "../model/mount_text.ts";
import type { Pointer } from "../model/read_config.ts";
import type { Result } from "../model/result.ts";
import { parseSize } from "../model/size.ts";
import { confinePath } from "./confine_path.ts";
import { type ConfigFault, nameOf } from "./explain_issue.ts";

/** Stands for the root where only the shape of a path matters. */
const ANY_ROOT = "/root-of-the-project";

/** What is wrong with a `container` section beyond its types: spellings, paths, sizes, times. */
export function checkContainer(container: ContainerConfig, at: Pointer): readonly ConfigFault[] {
  const { image, build, workdir } = container;
  const clash = image !== undefined && build !== undefined
    ? faultAt([...at, "build"], "an image is named and built at once", "Keep one of the two")
    : [];
  const imageFault = image === undefined ? null : faultOfImage(image);
  const workdirFault = workdir === undefined ? null : faultOfContainerPath(workdir);
  return [
    ...clash,
    ...faultAt([...at, "image"], imageFault, "Write a reference such as python:3.12-slim"),
    ...faultAt([...at, "workdir"], workdirFault, "Write a folder such as /workspace"),
    ...checkPaths(build?.context === undefined ? [] : [build.context], [...at, "build", "context"]),
    ...checkPaths(
      build?.dockerfile === undefined ? [] : [build.dockerfile],
      [...at, "build", "dockerfile"],
    ),
    ...checkWords(container, at),
    ...checkSizes(container, at),
    ...checkDurations(container, ["timeout", "grace"], at),
    ...checkMounts(container.mounts ?? [], [...at, "mounts"]),
    ...checkEnvironment(container.env ?? {}, [...at, "env"]),
    ...checkUlimits(container.ulimits ?? {}, [...at, "ulimits"]),
  ];
}

/** Faults of durations such as `timeout` in a section, zero included. */
export function checkDurations(
  section: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  at: Pointer,
): readonly ConfigFault[] {
  const hint = "Write seconds, or a text such as 90s, 10m, 1h30m";
  return keys.flatMap((key) => faultAt([...at, key], faultOf(section[key], parseDuration), hint));
}

/** Faults of names of environment variables and their values. */
export function checkEnvironment(
  env: Readonly<Record<string, string | null>>,
  at: Pointer,
): readonly ConfigFault[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (!VARIABLE_NAME.test(name)) {
      const words = `${JSON.stringify(name)} is not the name of a variable`;
      return [{
        pointer: [...at, name],
        atKey: true,
        message: words,
        hint: "Use letters, digits, _",
      }];
    }
    const zero = value?.includes("\0") === true ? "a zero byte is in the value" : null;
    return faultAt([...at, name], zero, "Leave it out");
  });
}

/** Faults of paths that must lie inside the root. A single path stands at the pointer itself. */
export function checkPaths(
  paths: readonly string[],
  at: Pointer,
  list = false,
): readonly ConfigFault[] {
  return paths.flatMap((path, index) => {
    const confined = confinePath(ANY_ROOT, path);
    const pointer = list ? [...at, index] : at;
    return faultAt(pointer, confined.ok ? null : confined.error, "Name a path inside the root");
  });
}

/** A list of one fault, or of none when there are no words. */
export function faultAt(
  pointer: Pointer,
  words: string | null,
  hint: string,
): readonly ConfigFault[] {
  return words === null ? [] : [{ pointer, message: `${nameOf(pointer)}: ${words}`, hint }];
}

/** Words that become an argument of the engine must not look like a flag of it. */
function checkWords(container: ContainerConfig, at: Pointer): readonly ConfigFault[] {
  const shapes = {
    network: /^[^-\s][^\s]*$/,
    user: /^[^-\s][^\s]*$/,
    docker_bin: /^[^-][^\p{Cc}]*$/u,
  };
  return (["network", "user", "docker_bin"] as const).flatMap((key) => {
    const good = shapes[key].test(container[key] ?? "unset");
    const words = `${JSON.stringify(container[key])} begins with a dash or contains a space`;
    return faultAt([...at, key], good ? null : words, "Write a plain name");
  });
}

function checkSizes(container: ContainerConfig, at: Pointer): readonly ConfigFault[] {
  const hint = "Write bytes, or a text such as 512m, 2g";
  return (["memory", "shm_size"] as const).flatMap((key) =>
    faultAt([...at, key], faultOf(container[key], parseSize), hint)
  );
}

function checkMounts(mounts: readonly string[], at: Pointer): readonly ConfigFault[] {
  return mounts.flatMap((text, index) => {
    const pointer = [...at, index];
    const mount = parseMount(text);
    if (!mount.ok) return faultAt(pointer, mount.error, "Write <host>:<container>[:ro]");
    const confined = confinePath(ANY_ROOT, mount.value.source);
    const hint = "A file may only mount what lies inside the root; for more, use --mount";
    return faultAt(pointer, confined.ok ? null : confined.error, hint);
  });
}

function checkUlimits(
  ulimits: Readonly<Record<string, string>>,
  at: Pointer,
): readonly ConfigFault[] {
  return Object.entries(ulimits).flatMap(([name, value]) => {
    const good = /^[a-z]+$/.test(name) && /^(-1|\d+)(:(-1|\d+))?$/.test(value);
    const words = `${JSON.stringify(`${name}=${value}`)} is not a limit`;
    return faultAt([...at, name], good ? null : words, 'Write it as "nofile": "1024:2048"');
  });
}

function faultOf(
  value: unknown,
  parse: (value: string | number) => Result<unknown, string>,
): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const parsed = parse(value);
  return parsed.ok ? null : parsed.error;
}
