import type { AttemptSettings } from "../model/remedy.ts";
import { tellSettings } from "../model/tell_settings.ts";

/** What differs between two attempts, as `memory 64m -> 128m`; "" where nothing does. */
export function describeChange(before: AttemptSettings, after: AttemptSettings): string {
  const [old, now] = [tellSettings(before), tellSettings(after)];
  return Object.keys(now)
    .filter((name) => old[name] !== now[name])
    .map((name) => `${name} ${old[name]} -> ${now[name]}`)
    .join(", ");
}
