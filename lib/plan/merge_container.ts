import { isAbsolute, join, normalize } from "@std/path";
import { parseMount } from "../model/mount_text.ts";
import type { Mount, SettingSource } from "../model/plan.ts";
import { whereOf } from "./pick_setting.ts";
import type { PlanInput, Section } from "./plan_input.ts";

/** A merged setting and the source of each of its parts. */
export interface Merged<T> {
  readonly value: T;
  readonly sources: readonly SettingSource[];
}

type Environment = Readonly<Record<string, string | null>>;

/** Variables given by `--env`: name to value, null where the caller's own is passed on. */
export function envFlags({ flags }: Pick<PlanInput, "flags">): Environment {
  return Object.fromEntries(
    listOf(flags.values.get("env")).map((text) => {
      const at = text.indexOf("=");
      return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** Variables of all sections and flags; the strongest says the value. Sources hold names only. */
export function resolveEnv(
  input: PlanInput,
  sections: readonly Section[],
  prefix: string,
): Merged<Environment> {
  const layers = [...sections].reverse().map(({ at, values }) => ({
    env: values.env ?? {},
    whereIs: (name: string) => whereOf(input, [...at, "env", name]),
  }));
  const sources = new Map<string, SettingSource>();
  for (const { env, whereIs } of layers) {
    for (const [name, value] of Object.entries(env)) {
      sources.set(name, envSource(prefix, name, value, "config", whereIs(name)));
    }
  }
  for (const [name, value] of Object.entries(envFlags(input))) {
    sources.set(name, envSource(prefix, name, value, "flag", "--env"));
  }
  const value = Object.assign({}, ...layers.map(({ env }) => env), envFlags(input));
  return { value, sources: [...sources.values()] };
}

/** Mounts of all sections and flags; of two at one target the strongest stays. */
export function resolveMounts(
  input: PlanInput,
  sections: readonly Section[],
  prefix: string,
): Merged<readonly Mount[]> {
  const merged = new Map<string, { readonly mount: Mount; readonly source: SettingSource }>();
  const add = (text: string, from: "config" | "flag", where: string) => {
    const mount = mountOf(input.root, text);
    const source = { name: `${prefix}mount`, value: text, from, where };
    merged.set(mount.target, { mount, source });
  };
  for (const { at, values } of [...sections].reverse()) {
    values.mounts?.forEach((text, index) =>
      add(text, "config", whereOf(input, [...at, "mounts", index]))
    );
  }
  for (const text of listOf(input.flags.values.get("mount"))) add(text, "flag", "--mount");
  const all = [...merged.values()];
  return { value: all.map(({ mount }) => mount), sources: all.map(({ source }) => source) };
}

/** Limits of all sections, by name. */
export function resolveUlimits(
  input: PlanInput,
  sections: readonly Section[],
  prefix: string,
): Merged<Readonly<Record<string, string>>> {
  const sources = new Map<string, SettingSource>();
  let value: Readonly<Record<string, string>> = {};
  for (const { at, values } of [...sections].reverse()) {
    value = { ...value, ...values.ulimits };
    for (const [name, limit] of Object.entries(values.ulimits ?? {})) {
      const where = whereOf(input, [...at, "ulimits", name]);
      sources.set(name, { name: `${prefix}ulimit ${name}`, value: limit, from: "config", where });
    }
  }
  return { value, sources: [...sources.values()] };
}

function mountOf(root: string, text: string): Mount {
  const mount = parseMount(text);
  if (!mount.ok) throw new Error(`unchecked mount reached the plan: ${mount.error}`);
  const { source, target, readOnly } = mount.value;
  return { source: isAbsolute(source) ? normalize(source) : join(root, source), target, readOnly };
}

function envSource(
  prefix: string,
  name: string,
  value: string | null,
  from: "config" | "flag",
  where: string,
): SettingSource {
  const words = value === null ? "passed on from the caller" : "set";
  return { name: `${prefix}env ${name}`, value: words, from, where };
}

/** The values of a repeatable flag. */
export function listOf(value: string | boolean | readonly string[] | undefined): readonly string[] {
  return typeof value === "object" ? value : [];
}
