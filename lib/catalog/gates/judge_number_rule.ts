import type { GateFault } from "../../model/gate.ts";
import type { Condition } from "./contract_rules.ts";
import { type ContractScope, faultAt, type FoundValue, lookFor } from "./contract_scope.ts";

type Of<Rule extends Condition["rule"]> = Extract<Condition, { readonly rule: Rule }>;

/** Sums of fractions differ in their last digits with the order of adding. */
const TOLERANCE = 1e-9;

/** The faults of a rule about numbers. */
export function judgeNumberRule(
  rule: Of<"positive_integer"> | Of<"min"> | Of<"max"> | Of<"sum">,
  scope: ContractScope,
): readonly GateFault[] {
  switch (rule.rule) {
    case "positive_integer":
      return [rule.at].flat().flatMap((place) => judgePositive(rule, place, scope));
    case "sum":
      return judgeSum(rule, scope);
    default:
      return judgeBound(rule, scope);
  }
}

function judgePositive(
  { optional }: Of<"positive_integer">,
  place: string,
  scope: ContractScope,
): readonly GateFault[] {
  const { there, faults } = lookFor(scope, place, optional);
  const wrong = there.filter(({ value }) => !(Number.isSafeInteger(value) && Number(value) > 0));
  return [
    ...faults,
    ...wrong.map((one) => faultAt(one, "not_positive_integer", "a positive integer is wanted")),
  ];
}

function judgeBound(
  { rule, at, optional, value, to }: Of<"min"> | Of<"max">,
  scope: ContractScope,
): readonly GateFault[] {
  const bounds = to === undefined
    ? { numbers: [value ?? NaN], faults: [] }
    : numbersAt(scope, to, false);
  if (bounds.faults.length > 0) return bounds.faults;
  const strictest = rule === "min" ? Math.max : Math.min;
  const bound = bounds.numbers.reduce((one, other) => strictest(one, other));
  const [code, words] = rule === "min" ? ["below_min", "at least"] : ["above_max", "at most"];
  const { there, faults } = lookNumbers(scope, at, optional);
  const wrong = there.filter(({ value }) =>
    rule === "min" ? !(Number(value) >= bound) : !(Number(value) <= bound)
  );
  return [...faults, ...wrong.map((one) => faultAt(one, code, `${words} ${bound} is wanted`))];
}

function judgeSum({ at, optional, of }: Of<"sum">, scope: ContractScope): readonly GateFault[] {
  const terms = of.map((term) =>
    typeof term === "string" ? numbersAt(scope, term, true) : lengthsAt(scope, term.length)
  );
  const faults = terms.flatMap((term) => term.faults);
  if (faults.length > 0) return faults;
  const sum = terms.flatMap(({ numbers }) => numbers).reduce((all, one) => all + one, 0);
  const looked = lookNumbers(scope, at, optional);
  const wrong = looked.there.filter(({ value }) => !isNear(Number(value), sum));
  const told = of.map((term) => typeof term === "string" ? term : `the length of ${term.length}`);
  const wanted = `${sum} is wanted, the sum of ${told.join(", ")}`;
  return [...looked.faults, ...wrong.map((one) => faultAt(one, "wrong_sum", wanted))];
}

/** Numbers at a place; an empty list under a wildcard adds nothing where `mayBeNone`. */
function numbersAt(scope: ContractScope, place: string, mayBeNone: boolean) {
  const { there, faults } = lookNumbers(scope, place, false);
  const isNone = mayBeNone && there.length === 0 && faults.length === 1 &&
    faults[0]!.place?.at?.endsWith("/*") === true && isEmptyAt(scope, place);
  return { numbers: there.map(({ value }) => Number(value)), faults: isNone ? [] : faults };
}

function isEmptyAt(scope: ContractScope, place: string): boolean {
  const parent = lookFor(scope, place.slice(0, place.indexOf("/*")), true).there[0]?.value;
  return typeof parent === "object" && parent !== null && Object.keys(parent).length === 0;
}

function lengthsAt(scope: ContractScope, place: string) {
  const { there, faults } = lookFor(scope, place, false);
  const isList = ({ value }: FoundValue): boolean => typeof value === "object" && value !== null;
  const wrong = there.filter((one) => !isList(one));
  return {
    numbers: there.filter(isList).map(({ value }) => Object.keys(value as object).length),
    faults: [
      ...faults,
      ...wrong.map((one) => faultAt(one, "wrong_type", "a list or object is wanted")),
    ],
  };
}

function lookNumbers(scope: ContractScope, place: string, isOptional: boolean) {
  const { there, faults } = lookFor(scope, place, isOptional);
  const isNumber = ({ value }: FoundValue): boolean => Number.isFinite(value);
  const wrong = there.filter((one) => !isNumber(one));
  return {
    there: there.filter(isNumber),
    faults: [...faults, ...wrong.map((one) => faultAt(one, "wrong_type", "a number is wanted"))],
  };
}

function isNear(one: number, other: number): boolean {
  if (Number.isSafeInteger(one) && Number.isSafeInteger(other)) return one === other;
  const allowed = TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
  return Number.isFinite(other) && Math.abs(one - other) <= allowed;
}
