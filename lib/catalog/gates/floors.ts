import { stripJsonc } from "../../formats/strip_jsonc.ts";
import { parseStranger } from "../../formats/read_stranger_json.ts";
import { checkSchema } from "../../model/check_schema.ts";
import type { Asking, GateContext, GateFault, GateJudgement, GateRow } from "../../model/gate.ts";
import { ask } from "../../model/gate_asking.ts";
import { err, ok, type Result } from "../../model/result.ts";
import { type MetricException, type MetricLimit, RubricJson } from "../../model/rubric_json.ts";
import { COLLECT_CODES, makeFault } from "./collect_faults.ts";
import {
  concludeFaults,
  concludeLost,
  MALFORMED_CODES,
  malformedFault,
} from "./conclude_faults.ts";
import { FloorsSettings } from "./floors_settings.ts";
import { AGE_CODES, judgeAge } from "./judge_age.ts";
import { type Inventory, judgeMetrics } from "./judge_metrics.ts";
import { judgeSchemaId, SCHEMA_CODES } from "./judge_schema_id.ts";
import { textAt, valueAt } from "./match_pointer.ts";
import { explainUnread, INPUT_CODES } from "./read_input.ts";
import { countOf, tellText } from "./tell_value.ts";

/** Every module keeps its floors and ceilings; what may miss one is named and expires. */
export const FLOORS_GATE: GateRow<FloorsSettings> = {
  kind: "floors",
  answers: "Does every module keep the floors and ceilings of its metrics?",
  shape: FloorsSettings,
  judge: judgeFloors,
  codes: {
    ...INPUT_CODES,
    ...MALFORMED_CODES,
    ...AGE_CODES,
    ...SCHEMA_CODES,
    ...COLLECT_CODES,
    below_floor:
      "Raise the metric of the module, or add an exception with owner, reason and last day",
    above_ceiling:
      "Lower the metric of the module, or add an exception with owner, reason and last day",
    malformed_metric:
      "Let whatever makes the inventory write a number here; a share needs a whole above 0",
    missing_module: "Add the module to the inventory, or take its limit out",
    missing_limit: "Give the module a floor or a ceiling, or give one to *",
    duplicate_module: "Let whatever makes the inventory name each module once",
    no_modules: "Make the inventory anew: it names no module, and so nothing is proved",
    no_limits: "Give `limits` or `rubric`: without a limit nothing can be judged",
    duplicate_limit: "Leave one limit for each metric of a module",
    unknown_metric: "Correct the name of the metric, or add it to `metrics`",
    expired_exception: "Mend the module, or have the exception renewed by its owner",
  },
  example: {
    id: "real-tests",
    kind: "floors",
    inventory: "docs/test_double_inventory.json",
    metrics: { doubles: { part: "/doubles", whole: "/tests" } },
    limits: [{ module: "*", metric: "doubles", ceiling: 0.25 }],
  },
};

function* judgeFloors(settings: FloorsSettings, { now }: GateContext): Asking<GateJudgement> {
  const { inventory: path, rubric } = settings;
  const artifacts = [path, ...(rubric === undefined ? [] : [rubric])];
  const read = yield* ask({ as: "json", path });
  if (read.is === "unread") return concludeLost(explainUnread(path, read), artifacts);
  const limits = yield* readLimits(settings);
  if (!limits.ok) return concludeLost(limits.error, artifacts);
  const listed = readInventory(settings, read.value);
  if (!listed.ok) return concludeLost(malformedFault(path, listed.error), artifacts);
  const { inventory, repeated } = listed.value;
  const judged = judgeMetrics(settings, { inventory, ...limits.value, now });
  const { value, facts } = read;
  const { schema, schema_at: at, max_age, generated_at } = settings;
  const faults = [
    judgeAge({ path, value, facts, now, max_age, generated_at }),
    schema === undefined ? null : judgeSchemaId({ path, value, schema, at }),
    inventory.size > 0 ? null : makeFault("no_modules", path, `${path} names no module`),
    ...repeated.map((name) =>
      makeFault("duplicate_module", name, `${path} names ${tellText(name)} twice`)
    ),
    ...judged.faults,
    inventory.size === 0 || judged.checked > 0
      ? null
      : makeFault("no_limits", path, `no limit is for a metric of a module in ${path}`),
  ].filter((fault) => fault !== null);
  return concludeFaults(faults, {
    proved: `${countOf(inventory.size, "module")}, ${countOf(judged.checked, "limit")} kept`,
    artifacts,
    measures: { modules: inventory.size, limits_checked: judged.checked, excused: judged.excused },
    ...(judged.notes.length > 0 && { notes: judged.notes }),
  });
}

interface Limits {
  readonly limits: readonly MetricLimit[];
  readonly exceptions: readonly MetricException[];
}

/** The limits of the entry and of the rubric; a gate without one passes nothing. */
function* readLimits(settings: FloorsSettings): Asking<Result<Limits, GateFault>> {
  const { rubric } = settings;
  const own = { limits: settings.limits, exceptions: settings.exceptions };
  const text = rubric === undefined ? null : yield* ask({ as: "text", path: rubric });
  if (text?.is === "unread") return err(explainUnread(rubric!, text));
  const parsed = text === null ? null : readRubric(text.text);
  if (parsed?.ok === false) return err(malformedFault(rubric!, parsed.error));
  const limits = [...own.limits, ...parsed?.value.limits ?? []];
  if (limits.length === 0) {
    return err(
      makeFault("no_limits", settings.inventory, "neither `limits` nor `rubric` gives a limit"),
    );
  }
  return ok({ limits, exceptions: [...own.exceptions, ...parsed?.value.exceptions ?? []] });
}

function readRubric(text: string): Result<RubricJson, string> {
  const parsed = parseStranger(stripJsonc(text));
  return parsed.ok ? checkSchema(RubricJson, parsed.value) : parsed;
}

function readInventory(
  { modules, name }: FloorsSettings,
  value: unknown,
): Result<{ inventory: Inventory; repeated: readonly string[] }, string> {
  const found = valueAt(value, modules);
  if (typeof found !== "object" || found === null) {
    return err(`there is no list of modules at ${modules === "" ? "its top" : modules}`);
  }
  if (!Array.isArray(found)) {
    return ok({ inventory: new Map(Object.entries(found)), repeated: [] });
  }
  const inventory = new Map<string, unknown>();
  const repeated: string[] = [];
  for (const [index, item] of found.entries()) {
    const its = textAt(item, name);
    if (its === null || its === "") return err(`${modules}/${index} says no name at ${name}`);
    if (inventory.has(its)) repeated.push(its);
    inventory.set(its, item);
  }
  return ok({ inventory, repeated });
}
