import * as z from "zod";
import { MetricException, MetricLimit } from "../../model/rubric_json.ts";
import { ARTIFACT_FIELDS, PathText } from "./artifact_fields.ts";
import { PointerText } from "./match_pointer.ts";

/** Settings of a gate of the kind `floors`. */
export const FloorsSettings = z.strictObject({
  inventory: PathText.describe("JSON file that tells the metrics of every module"),
  ...ARTIFACT_FIELDS,
  modules: PointerText.default("/modules")
    .describe("JSON pointer to the list of modules, or to an object of them by name"),
  name: PointerText.default("/module")
    .describe("JSON pointer in each item of a list to the name of its module"),
  metrics: z.record(
    z.string().min(1).max(200),
    z.union([
      PointerText,
      z.strictObject({
        part: PointerText.describe("JSON pointer in a module to the part"),
        whole: PointerText.describe("JSON pointer in a module to the whole; a number above 0"),
      }),
    ]),
  ).refine((metrics) => Object.keys(metrics).length > 0, "name at least one metric")
    .describe("metrics by name: a JSON pointer in a module, or a share as part of a whole"),
  rubric: PathText.optional()
    .describe("JSON file with limits and exceptions, of the shape qa.rubric.v1"),
  limits: z.array(MetricLimit).max(10_000).default([]).describe("floors and ceilings"),
  exceptions: z.array(MetricException).max(10_000).default([])
    .describe("what may miss its limit until a day"),
  on_missing_module: z.enum(["fail", "note"]).default("fail")
    .describe("a module has a limit and is not in the inventory"),
  on_missing_limit: z.enum(["fail", "note"]).default("fail")
    .describe("a module of the inventory has no limit for a metric"),
});
export type FloorsSettings = z.infer<typeof FloorsSettings>;
