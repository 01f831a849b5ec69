import type { GateFault } from "../../model/gate.ts";
import type { Condition } from "./contract_rules.ts";
import {
  type ContractScope,
  faultAt,
  type FoundValue,
  lookFor,
  lookForList,
} from "./contract_scope.ts";
import { valueAt } from "./match_pointer.ts";
import { tellValue } from "./tell_value.ts";

type Of<Rule extends Condition["rule"]> = Extract<Condition, { readonly rule: Rule }>;
type ListRule =
  | Of<"unique">
  | Of<"sorted">
  | Of<"sequence">
  | Of<"contains_all">
  | Of<"count">;

/** The faults of a rule about the items of a list, or about everything that a wildcard finds. */
export function judgeListRule(rule: ListRule, scope: ContractScope): readonly GateFault[] {
  if (rule.rule === "count") return judgeCount(rule, scope);
  const { there, faults } = lookForList(scope, rule.at, rule.optional);
  if (there.length + faults.length === 0 && rule.optional && !isThere(scope, rule.at)) return [];
  // Nothing can be said of a list that is not there.
  if (there.length === 0 && faults.length > 0) return faults;
  return [...faults, ...judgeItems(rule, there, scope)];
}

function judgeItems(
  rule: Exclude<ListRule, Of<"count">>,
  there: readonly FoundValue[],
  scope: ContractScope,
): readonly GateFault[] {
  switch (rule.rule) {
    case "unique":
      return findRepeated(there);
    case "sorted":
      return findUnsorted(there, rule.order);
    case "sequence":
      return judgeSequence(rule, there, scope);
    case "contains_all":
      return findLacking(rule, there, scope);
  }
}

function findRepeated(there: readonly FoundValue[]): readonly GateFault[] {
  const seen = new Map<string, string>();
  return there.flatMap((one) => {
    if (typeof one.value === "object" && one.value !== null) {
      return [faultAt(one, "wrong_type", "a text, number or boolean is wanted")];
    }
    const key = `${typeof one.value} ${one.value}`;
    const first = seen.get(key);
    if (first !== undefined) return [faultAt(one, "duplicate", `${first} has that value already`)];
    seen.set(key, one.at);
    return [];
  });
}

function findUnsorted(there: readonly FoundValue[], order: "ascending" | "descending") {
  const type = typeof there[0]?.value;
  const wrong = there.find(({ value }) =>
    typeof value !== type || (type !== "string" && type !== "number")
  );
  if (wrong !== undefined) {
    return [faultAt(wrong, "wrong_type", "all texts or all numbers are wanted")];
  }
  const values = there.map(({ value }) => value as string | number);
  const at = values.findIndex((value, index) => {
    const before = values[index - 1];
    if (before === undefined) return false;
    return order === "ascending" ? value < before : value > before;
  });
  if (at < 0) return [];
  return [faultAt(there[at]!, "not_sorted", `it stands after ${tellValue(values[at - 1])}`)];
}

function judgeSequence(
  { at, values }: Of<"sequence">,
  there: readonly FoundValue[],
  scope: ContractScope,
): readonly GateFault[] {
  const wrong = there.findIndex(({ value }, index) => value !== values[index]);
  const told = values.map(tellValue).join(", ");
  if (wrong >= 0) {
    const wanted = wrong < values.length
      ? `${tellValue(values[wrong])} is wanted there, in the order ${told}`
      : `nothing is wanted after ${told}`;
    return [faultAt(there[wrong]!, "wrong_sequence", wanted)];
  }
  if (there.length === values.length) return [];
  const wanted = `${tellValue(values[there.length])} is wanted next, in the order ${told}`;
  return [faultAt(placeOf(scope, at), "wrong_sequence", wanted)];
}

function findLacking(
  { at, values }: Of<"contains_all">,
  there: readonly FoundValue[],
  scope: ContractScope,
): readonly GateFault[] {
  const known = new Set(there.map(({ value }) => value));
  const place = placeOf(scope, at);
  return values.filter((value) => !known.has(value))
    .map((value) => faultAt(place, "missing_value", `${tellValue(value)} is wanted among them`));
}

function judgeCount(rule: Of<"count">, scope: ContractScope): readonly GateFault[] {
  const counted = countItems(rule, scope);
  if (counted.faults.length > 0 || counted.count === null) return counted.faults;
  const { count } = counted;
  const wanted = rule.to === undefined ? null : lookFor(scope, rule.to, false);
  const number = wanted?.there[0]?.value;
  if (wanted !== null && typeof number !== "number") {
    return wanted.there.map((one) => faultAt(one, "wrong_type", "a number is wanted"))
      .concat(wanted.faults);
  }
  const bounds = [
    rule.equals === undefined || count === rule.equals ? null : `${rule.equals} is wanted`,
    number === undefined || count === number ? null : `${number} is wanted, as at ${rule.to}`,
    rule.min === undefined || count >= rule.min ? null : `at least ${rule.min} is wanted`,
    rule.max === undefined || count <= rule.max ? null : `at most ${rule.max} is wanted`,
  ];
  const such = rule.where === undefined ? "" : ` where ${tellWhere(rule.where)}`;
  return bounds.filter((bound) => bound !== null).map((bound) =>
    faultAt(placeOf(scope, rule.at), "wrong_count", `it counts ${count}${such}; ${bound}`)
  );
}

/** How many items there are; null where the list may be missing, and is. */
function countItems({ at, optional, where = {} }: Of<"count">, scope: ContractScope) {
  const { there, faults } = lookForList(scope, at, optional);
  // A wildcard over an empty list counts nothing; over what is no list it is a fault.
  const isNone = there.length === 0 && isEmptyList(scope, at);
  if (faults.length > 0 && !isNone) return { count: null, faults };
  if (!isNone && there.length === 0 && !isThere(scope, at)) return { count: null, faults: [] };
  const fields = Object.entries(where);
  const count =
    there.filter(({ value }) =>
      fields.every(([pointer, wanted]) => valueAt(value, pointer) === wanted)
    ).length;
  return { count, faults: [] };
}

function isEmptyList(scope: ContractScope, at: string): boolean {
  if (!at.endsWith("/*")) return false;
  const parents = lookFor(scope, at.slice(0, -2), true).there;
  return parents.length > 0 &&
    parents.every(({ value }) =>
      typeof value === "object" && value !== null && Object.keys(value).length === 0
    );
}

function isThere(scope: ContractScope, at: string): boolean {
  return lookFor(scope, at, true).there.length > 0;
}

/** Where a fault about a list as a whole is told. */
function placeOf(scope: ContractScope, at: string): FoundValue {
  const whole = at.includes("*") ? at.slice(0, at.indexOf("*")).replace(/\/$/, "") : at;
  return lookFor(scope, whole, true).there[0] ??
    { path: scope.base.path, at: scope.base.at + at, value: undefined };
}

function tellWhere(where: Readonly<Record<string, unknown>>): string {
  return Object.entries(where).map(([at, value]) => `${at} is ${tellValue(value)}`).join(", ");
}
