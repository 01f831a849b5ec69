import type { Mode, Plan, SettingSource } from "../model/plan.ts";
import type { Difference } from "../model/replay.ts";
import type { SuiteChoice } from "./choose_replay.ts";

/** The mode of a replay, where it came from, and how it is not that of the record. */
export interface PickedMode {
  readonly mode: Mode;
  /** Null where the plan's own stays. */
  readonly source: SettingSource | null;
  readonly differences: readonly Difference[];
}

/** Where the suites really ran: all in one place means there, else both; a flag or variable wins. */
export function pickReplayMode(choices: readonly SuiteChoice[], current: Plan): PickedMode {
  const newest = choices.flatMap(({ suite }) => suite.newest === null ? [] : [suite.newest.record]);
  const places = choices.flatMap(({ suite }) => placeOf(suite) ?? []);
  const [place] = places.length > 0 ? places : newest.flatMap(({ environment }) => {
    const mode = environment?.mode;
    return mode === "container" || mode === "failsafe" ? [mode] : [];
  });
  const unsure = { mode: current.mode, source: null, differences: [] };
  if (place === undefined) return unsure;
  const mode: Mode = places.some((one) => one !== place) ? "auto" : place;
  if (mode === current.mode) return unsure;
  const given = current.sources.find(({ name }) => name === "mode");
  if (given?.from === "flag" || given?.from === "environment") {
    return { ...unsure, differences: [differ(mode, current.mode, `${given.where} says where`)] };
  }
  const lacking = choices.find(({ suite }) => !canRun(current, suite.name, mode));
  if (lacking !== undefined) {
    const why = `Suite "${lacking.suite.name}" has no form of its own for the ${mode} any more`;
    return { ...unsure, differences: [differ(mode, current.mode, why)] };
  }
  const where = `record ${newest.at(-1)?.runId ?? ""}`;
  return { mode, source: { name: "mode", value: mode, from: "record", where }, differences: [] };
}

function placeOf({ newest, name, formerName }: SuiteChoice["suite"]) {
  const recorded = newest?.record.suites.find((one) => one.name === (formerName ?? name));
  return recorded?.place ?? null;
}

function canRun({ suites }: Plan, name: string, mode: Mode): boolean {
  const suite = suites.find((one) => one.name === name);
  return mode !== "failsafe" || suite === undefined || suite.failsafe !== null;
}

function differ(recorded: string, now: string, why: string): Difference {
  const effect = `${why}: paths, tools and limits may differ from those of the record`;
  return { what: "mode", recorded, now, effect };
}
