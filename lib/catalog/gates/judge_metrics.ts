import type { GateFault } from "../../model/gate.ts";
import type { MetricException, MetricLimit } from "../../model/rubric_json.ts";
import { makeFault } from "./collect_faults.ts";
import type { FloorsSettings } from "./floors_settings.ts";
import { valueAt } from "./match_pointer.ts";
import { tellText, tellValue } from "./tell_value.ts";

/** What an inventory says of each module, by name. */
export type Inventory = ReadonlyMap<string, unknown>;

/** What metrics are judged by. */
export interface MetricRules {
  readonly inventory: Inventory;
  readonly limits: readonly MetricLimit[];
  readonly exceptions: readonly MetricException[];
  readonly now: string;
}

/** What came of it. */
export interface MetricJudgement {
  readonly faults: readonly GateFault[];
  readonly notes: readonly string[];
  /** Values that were held against a limit. */
  readonly checked: number;
  /** Values that miss their limit and are excused. */
  readonly excused: number;
}

/** The limit of all modules that have none of their own. */
const ALL = "*";

/** Holds every metric of every module against its limit. */
export function judgeMetrics(settings: FloorsSettings, rules: MetricRules): MetricJudgement {
  const faults: GateFault[] = [...listUnfit(settings, rules)];
  const notes: string[] = [];
  const excuses = new Map(rules.exceptions.map((one) => [keyOf(one), one]));
  const used = new Set<string>();
  let [checked, excused] = [0, 0];
  const limits = new Map(rules.limits.map((limit) => [keyOf(limit), limit]));
  for (const [module, item] of rules.inventory) {
    for (const metric of Object.keys(settings.metrics)) {
      const key = keyOf({ module, metric });
      const limit = limits.get(key) ?? limits.get(keyOf({ module: ALL, metric }));
      if (limit === undefined) {
        const message = `${tellText(module)} has no limit for ${metric}`;
        if (settings.on_missing_limit === "note") notes.push(message);
        else faults.push(makeFault("missing_limit", module, message));
        continue;
      }
      checked++;
      const fault = judgeValue(settings, { module, metric, item, limit });
      if (fault === null) continue;
      const excuse = fault.code === "malformed_metric" ? undefined : excuses.get(key);
      if (excuse === undefined) faults.push(fault);
      else if (rules.now.slice(0, 10) > excuse.expires) {
        used.add(key);
        const message = `${fault.message}; its exception expired on ${excuse.expires}`;
        faults.push({ ...fault, code: "expired_exception", message });
      } else {
        used.add(key);
        excused++;
        notes.push(`${fault.message}; excused until ${excuse.expires} (${tellText(excuse.owner)})`);
      }
    }
  }
  const idle = [...excuses].filter(([key]) => !used.has(key)).map(([, { module, metric }]) =>
    `the exception of ${tellText(module)} for ${tellText(metric)} excuses nothing: take it out`
  );
  const missing = listMissing(settings, rules);
  return {
    faults: [...faults, ...(settings.on_missing_module === "fail" ? missing : [])],
    notes: [
      ...notes,
      ...idle,
      ...(settings.on_missing_module === "note" ? missing.map(({ message }) => message) : []),
    ].slice(0, 100),
    checked,
    excused,
  };
}

function keyOf({ module, metric }: { readonly module: string; readonly metric: string }): string {
  return JSON.stringify([module, metric]);
}

/** Limits and exceptions that cannot mean anything. */
function listUnfit(
  { metrics }: FloorsSettings,
  { limits, exceptions }: MetricRules,
): readonly GateFault[] {
  const seen = new Set<string>();
  const unknown = [...limits, ...exceptions].filter(({ metric }) => !Object.hasOwn(metrics, metric))
    .map(({ module, metric }) => {
      const known = Object.keys(metrics).join(", ");
      const message = `a limit or exception of ${tellText(module)} is for ${tellText(metric)}; ` +
        `the metrics are ${known}`;
      return makeFault("unknown_metric", metric, message);
    });
  const repeated = limits.flatMap((limit) => {
    const key = keyOf(limit);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `${tellText(limit.module)} has two limits for ${tellText(limit.metric)}`;
    return [makeFault("duplicate_limit", limit.module, message)];
  });
  return [...unknown, ...repeated];
}

function listMissing(
  { inventory: path }: FloorsSettings,
  { limits, inventory }: MetricRules,
): readonly GateFault[] {
  const named = new Set(limits.map(({ module }) => module));
  return [...named].filter((module) => module !== ALL && !inventory.has(module)).map((module) =>
    makeFault("missing_module", module, `${tellText(module)} has a limit and is not in ${path}`)
  );
}

interface Measured {
  readonly module: string;
  readonly metric: string;
  readonly item: unknown;
  readonly limit: MetricLimit;
}

function judgeValue(
  { metrics, inventory: path }: FloorsSettings,
  { module, metric, item, limit }: Measured,
): GateFault | null {
  const spec = metrics[metric]!;
  const value = typeof spec === "string" ? valueAt(item, spec) : shareOf(item, spec);
  const where = `${metric} of ${tellText(module)}`;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    const message = `${where} is ${tellValue(value)} in ${path}, and no number`;
    return makeFault("malformed_metric", module, message, { path, at: null });
  }
  const { floor, ceiling } = limit;
  const shown = Number(value.toPrecision(6));
  if (floor !== undefined && value < floor) {
    return makeFault("below_floor", module, `${where} is ${shown}, below its floor ${floor}`);
  }
  if (ceiling !== undefined && value > ceiling) {
    return makeFault("above_ceiling", module, `${where} is ${shown}, above its ceiling ${ceiling}`);
  }
  return null;
}

/** A share; undefined where the whole is not above 0, or a part is no number that can be one. */
function shareOf(
  item: unknown,
  { part, whole }: { readonly part: string; readonly whole: string },
) {
  const [some, all] = [valueAt(item, part), valueAt(item, whole)];
  const isShare = typeof some === "number" && typeof all === "number" && all > 0 && some >= 0;
  return isShare ? some / all : undefined;
}
