import { readSetting } from "../model/flag_value.ts";
import type { SettingSource } from "../model/plan.ts";
import type { Pointer } from "../model/read_config.ts";
import type { PlanInput } from "./plan_input.ts";

/** A value, and where it came from. */
export interface Picked<T> {
  readonly value: T;
  readonly source: SettingSource;
}

/** A setting as the configuration may say it. */
export interface Configured<T> {
  readonly pointer: Pointer;
  readonly value: T | undefined;
}

/** How one setting is found. */
export interface SettingRule<T> {
  /** Name in the table of sources. */
  readonly name: string;
  /** Flag whose value, or whose variable's, wins; null where there is none. */
  readonly flag: string | null;
  /** Reads the text of a flag or variable, which was checked before. */
  readonly read: (text: string) => T;
  /** Places of the configuration, the strongest first. */
  readonly configured: readonly Configured<T>[];
  readonly otherwise: T;
  /** Set when the last resort was seen in the project instead of being a default. */
  readonly detected?: string;
  /** Words for the table; never a secret. */
  readonly show: (value: T) => string;
}

/** The strongest of flag, variable, configuration, detection and default, with its source. */
export function pickSetting<T>(input: PlanInput, rule: SettingRule<T>): Picked<T> {
  const { name, show } = rule;
  const given = rule.flag === null ? null : readSetting(input.flags, input.environment, rule.flag);
  if (given !== null) {
    const value = rule.read(given.text);
    return { value, source: { name, value: show(value), from: given.from, where: given.where } };
  }
  for (const { pointer, value } of rule.configured) {
    if (value === undefined) continue;
    const where = whereOf(input, pointer);
    return { value, source: { name, value: show(value), from: "config", where } };
  }
  const { otherwise: value, detected } = rule;
  const from = detected === undefined ? "default" : "detected";
  return { value, source: { name, value: show(value), from, where: detected ?? "default" } };
}

/** `qa.jsonc:12` for a value of the configuration. */
export function whereOf(input: PlanInput, pointer: Pointer): string {
  return `${input.configPath ?? "qa.jsonc"}:${input.config?.lineOf(pointer) ?? 1}`;
}
