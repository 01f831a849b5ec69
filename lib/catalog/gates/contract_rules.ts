import * as z from "zod";
import { refusePattern } from "./refuse_pattern.ts";

/** Shape of a place: a JSON pointer with wildcards, in this artifact or another one. */
const PlaceText = z.string().max(600).regex(
  /^(?:[a-z][a-z0-9_-]{0,63}#|#)?(?:\/(?:[^/~]|~[01])*)*$/,
  "write a JSON pointer such as /tiers/*/id; #/… begins at the top of the artifact, name#/… of a file of also",
);
const Constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Value = z.union([Constant, z.array(Constant)]);
const Values = z.array(Constant).min(1).describe("constants: texts, numbers, booleans, null");

const HEAD = {
  at: PlaceText.describe("where; * is every item of a list or every field of an object"),
  optional: z.boolean().default(false).describe("true: what is not there is no fault"),
  why: z.string().max(300).optional().describe("why it must be so; shown with the fault"),
} as const;
const Places = z.union([PlaceText, z.array(PlaceText).min(1)]);
const BOUND = {
  value: z.number().optional().describe("the bound itself; this or to"),
  to: PlaceText.optional().describe("the field that holds the bound"),
} as const;

const EITHER = { message: "say either value or to" };

const TYPES = ["string", "number", "integer", "boolean", "list", "object", "null"] as const;

const Required = z.strictObject({
  ...HEAD,
  rule: z.literal("required").describe("it is there"),
  at: Places.describe("one place or several"),
  type: z.enum(TYPES).optional().describe("its type; any unless said"),
  non_empty: z.boolean().default(false)
    .describe("true: a text, list or object has something in it; white space alone is nothing"),
});
const Absent = z.strictObject({ ...HEAD, rule: z.literal("absent").describe("it is not there") });
const Equal = z.strictObject({
  ...HEAD,
  rule: z.literal("equal").describe("it is this value, or the same as another field"),
  value: Value.optional().describe("the value; this or to"),
  to: PlaceText.optional().describe("the field that has the same value"),
}).refine(hasOne, EITHER);
const OneOf = z.strictObject({
  ...HEAD,
  rule: z.literal("one_of").describe("it is one of these values"),
  values: Values,
});
const NoneOf = z.strictObject({
  ...HEAD,
  rule: z.literal("none_of").describe("it is none of these values"),
  values: Values,
});
const PositiveInteger = z.strictObject({
  ...HEAD,
  rule: z.literal("positive_integer").describe("1, 2, 3 and so on, as a number"),
  at: Places.describe("one place or several"),
});
const Min = z.strictObject({
  ...HEAD,
  ...BOUND,
  rule: z.literal("min").describe("a number, at least the bound"),
})
  .refine(hasOne, EITHER);
const Max = z.strictObject({
  ...HEAD,
  ...BOUND,
  rule: z.literal("max").describe("a number, at most the bound"),
})
  .refine(hasOne, EITHER);
const Matches = z.strictObject({
  ...HEAD,
  rule: z.literal("matches").describe("the whole text is as the pattern says"),
  pattern: z.string().min(1).superRefine((source, context) => {
    const fault = refusePattern(source);
    if (fault !== null) context.addIssue({ code: "custom", message: `the pattern: ${fault}` });
  }).describe("a regular expression for the whole text, which may have 1,024 characters"),
});
const Unique = z.strictObject({
  ...HEAD,
  rule: z.literal("unique").describe("no value stands there twice"),
});
const Sorted = z.strictObject({
  ...HEAD,
  rule: z.literal("sorted").describe("texts by their characters, or numbers, in order"),
  order: z.enum(["ascending", "descending"]).default("ascending")
    .describe("ascending: the smallest first"),
});
const Sequence = z.strictObject({
  ...HEAD,
  rule: z.literal("sequence").describe("exactly these values in this order"),
  values: Values,
});
const ContainsAll = z.strictObject({
  ...HEAD,
  rule: z.literal("contains_all").describe("each of these values stands there, others may"),
  values: Values,
});
const Count = z.strictObject({
  ...HEAD,
  rule: z.literal("count").describe("how many items there are"),
  where: z.record(PlaceText, Constant).optional()
    .describe("counts only items whose fields (pointers from the item) have these values"),
  equals: z.int().nonnegative().optional().describe("exactly that many"),
  to: PlaceText.optional().describe("the field that holds the number"),
  min: z.int().nonnegative().optional().describe("at least that many"),
  max: z.int().nonnegative().optional().describe("at most that many"),
}).refine(({ equals, to, min, max }) => [equals, to, min, max].some((one) => one !== undefined), {
  message: "say equals, to, min or max",
});
const Term = z.union([
  PlaceText,
  z.strictObject({ length: PlaceText.describe("of a list or object") }).describe(
    "how many items a list or object has",
  ),
]);
const Sum = z.strictObject({
  ...HEAD,
  rule: z.literal("sum").describe("the number is the sum of others"),
  of: z.array(Term).min(1)
    .describe('pointers to numbers (with * all of them are added), or { "length": pointer }'),
});
const References = z.strictObject({
  ...HEAD,
  rule: z.literal("references").describe("what is named there exists"),
  to: z.union([z.literal("files"), PlaceText])
    .describe(
      '"files": paths of files that are there; or the place of all values that may be named',
    ),
  below: z.string().min(1).max(500).optional()
    .describe("folder that paths are told from; the root unless said"),
});

const FLAT = [
  Required,
  Absent,
  Equal,
  OneOf,
  NoneOf,
  PositiveInteger,
  Min,
  Max,
  Matches,
  Unique,
  Sorted,
  Sequence,
  ContainsAll,
  Count,
  Sum,
] as const;

const Condition = z.discriminatedUnion("rule", FLAT);
/** A rule that can be decided from what has been read. */
export type Condition = z.infer<typeof Condition>;

/** Rules that hold whenever others do. */
export interface ImpliesRule {
  readonly rule: "implies";
  readonly why?: string | undefined;
  readonly when: readonly Condition[];
  readonly then: readonly ContractRule[];
}

/** Rules for every value at a place, with pointers that begin there. */
export interface EachRule {
  readonly rule: "each";
  readonly at: string;
  readonly optional: boolean;
  readonly why?: string | undefined;
  readonly rules: readonly ContractRule[];
}

/** A rule whose values name files or other values. */
export type ReferencesRule = z.infer<typeof References>;

/** One rule of a contract; data only. */
export type ContractRule = Condition | ReferencesRule | ImpliesRule | EachRule;

/** Shape of one rule; a word that it does not know is a fault of the configuration. */
export const ContractRule: z.ZodType<ContractRule> = z.lazy(() =>
  z.discriminatedUnion("rule", [...FLAT, References, Implies, Each])
);

const Implies = z.strictObject({
  rule: z.literal("implies").describe("where all of when hold, all of then must"),
  why: HEAD.why,
  when: z.array(Condition).min(1)
    .describe("rules; a field that is missing here is a fault, unless the rule is optional"),
  then: z.array(ContractRule).min(1).describe("rules of any sort"),
});
const Each = z.strictObject({
  ...HEAD,
  rule: z.literal("each").describe("rules for every value at a place"),
  rules: z.array(ContractRule).min(1).describe("their pointers begin at the value; #/… at the top"),
});

function hasOne({ value, to }: { value?: unknown; to?: unknown }): boolean {
  return (value === undefined) !== (to === undefined);
}
