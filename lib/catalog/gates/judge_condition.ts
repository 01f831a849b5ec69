import type { GateFault } from "../../model/gate.ts";
import type { Condition } from "./contract_rules.ts";
import {
  type ContractScope,
  faultAt,
  type FoundValue,
  type Looked,
  lookFor,
} from "./contract_scope.ts";
import { judgeListRule } from "./judge_list_rule.ts";
import { judgeNumberRule } from "./judge_number_rule.ts";
import { MATCHED_MAX } from "./refuse_pattern.ts";
import { isSameValue } from "./same_value.ts";
import { tellValue } from "./tell_value.ts";

type Of<Rule extends Condition["rule"]> = Extract<Condition, { readonly rule: Rule }>;

/** The faults of one rule that can be decided from what has been read; none where it holds. */
export function judgeCondition(rule: Condition, scope: ContractScope): readonly GateFault[] {
  switch (rule.rule) {
    case "required":
      return judgeRequired(rule, scope);
    case "absent":
      return judgeAbsent(rule, scope);
    case "equal":
      return judgeEqual(rule, scope);
    case "one_of":
    case "none_of":
      return judgeChoice(rule, scope);
    case "matches":
      return judgeMatches(rule, scope);
    case "positive_integer":
    case "min":
    case "max":
    case "sum":
      return judgeNumberRule(rule, scope);
    default:
      return judgeListRule(rule, scope);
  }
}

function judgeRequired(rule: Of<"required">, scope: ContractScope): readonly GateFault[] {
  return [rule.at].flat().flatMap((place) =>
    judgeEach(lookFor(scope, place, rule.optional), (one) => {
      if (rule.type !== undefined && !isOfType(one.value, rule.type)) {
        return faultAt(one, "wrong_type", `${rule.type} is the type that is wanted`);
      }
      return rule.non_empty && isEmpty(one.value)
        ? faultAt(one, "empty_field", "something in it is wanted")
        : null;
    })
  );
}

function judgeAbsent({ at }: Of<"absent">, scope: ContractScope): readonly GateFault[] {
  return lookFor(scope, at, true).there
    .map((one) => faultAt(one, "forbidden_field", "nothing is wanted there"));
}

function judgeEqual({ at, optional, value, to }: Of<"equal">, scope: ContractScope) {
  const wanted: Looked = to === undefined
    ? { there: [{ path: "", at: "", value }], faults: [] }
    : lookFor(scope, to, false);
  const [first, second] = wanted.there;
  if (first === undefined) return wanted.faults;
  if (second !== undefined) {
    return [faultAt(second, "wrong_type", `one value is wanted at ${to}, there are several`)];
  }
  const named = to === undefined ? "" : `, as at ${to}`;
  return judgeEach(
    lookFor(scope, at, optional),
    (one) =>
      isSameValue(one.value, first.value)
        ? null
        : faultAt(one, "not_equal", `${tellValue(first.value)} is wanted${named}`),
  );
}

function judgeChoice(
  { rule, at, optional, values }: Of<"one_of"> | Of<"none_of">,
  scope: ContractScope,
): readonly GateFault[] {
  const isOneOf = rule === "one_of";
  return judgeEach(
    lookFor(scope, at, optional),
    (one) =>
      values.some((value) => value === one.value) === isOneOf ? null : faultAt(
        one,
        isOneOf ? "not_one_of" : "forbidden_value",
        `${isOneOf ? "one of" : "none of"} ${values.map(tellValue).join(", ")} is wanted`,
      ),
  );
}

function judgeMatches(
  { at, optional, pattern }: Of<"matches">,
  scope: ContractScope,
): readonly GateFault[] {
  const whole = new RegExp(`^(?:${pattern})$`, "u");
  return judgeEach(lookFor(scope, at, optional), (one) => {
    if (typeof one.value !== "string") return faultAt(one, "wrong_type", "a text is wanted");
    if (one.value.length > MATCHED_MAX) {
      return faultAt(one, "text_too_long", `at most ${MATCHED_MAX} characters are wanted`);
    }
    return whole.test(one.value) ? null : faultAt(one, "no_match", `/${pattern}/ is wanted`);
  });
}

/** The faults of what is missing, then those of what is there. */
function judgeEach(
  { there, faults }: Looked,
  judge: (one: FoundValue) => GateFault | null,
): readonly GateFault[] {
  return [...faults, ...there.map(judge).filter((fault) => fault !== null)];
}

function isOfType(value: unknown, type: NonNullable<Of<"required">["type"]>): boolean {
  const own: string = typeof value;
  switch (type) {
    case "list":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isSafeInteger(value);
    default:
      return own === type;
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (typeof value !== "object") return false;
  return value === null || Object.keys(value).length === 0;
}
