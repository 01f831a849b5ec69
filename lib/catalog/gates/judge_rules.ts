import type { GateFault } from "../../model/gate.ts";
import type { ContractRule, EachRule, ImpliesRule, ReferencesRule } from "./contract_rules.ts";
import {
  type ContractScope,
  faultAt,
  type FoundValue,
  lookFor,
  lookForList,
} from "./contract_scope.ts";
import { judgeCondition } from "./judge_condition.ts";

/** A file that an artifact names and that must be there. */
export interface NamedFile {
  /** Relative to the root. */
  readonly path: string;
  /** Where it is named. */
  readonly named: FoundValue;
}

/** What rules take and leave: where they judge, and who is told. */
export interface RuleSession {
  readonly scope: ContractScope;
  readonly add: (fault: GateFault) => void;
  readonly want: (file: NamedFile) => void;
}

/** Judges rules one after the other; files that must be there are only named, whoever reads asks for them. */
export function judgeRules(rules: readonly ContractRule[], session: RuleSession): void {
  for (const rule of rules) judgeRule(rule, session);
}

function judgeRule(rule: ContractRule, session: RuleSession): void {
  switch (rule.rule) {
    case "implies":
      return judgeImplies(rule, explained(rule.why, session));
    case "each":
      return judgeEachValue(rule, explained(rule.why, session));
    case "references":
      return judgeReferences(rule, explained(rule.why, session));
    default: {
      const { add, scope } = explained(rule.why, session);
      judgeCondition(rule, scope).forEach(add);
    }
  }
}

/** Whoever is told of faults hears why the rule is there. */
function explained(why: string | undefined, session: RuleSession): RuleSession {
  if (why === undefined) return session;
  const add = (fault: GateFault): void =>
    session.add({ ...fault, message: `${fault.message} (${why})` });
  return { ...session, add };
}

const UNDECIDED: readonly string[] = ["missing_field", "wrong_type", "text_too_long"];

function judgeImplies({ when, then }: ImpliesRule, session: RuleSession): void {
  let holds = true;
  for (const condition of when) {
    const faults = judgeCondition({ ...condition, optional: false }, session.scope);
    // A condition that cannot be decided must not excuse what depends on it.
    const undecided = condition.rule === "required" || condition.optional
      ? []
      : faults.filter(({ code }) => UNDECIDED.includes(code));
    undecided.forEach(session.add);
    holds &&= faults.length === 0;
  }
  if (holds) judgeRules(then, session);
}

function judgeEachValue({ at, optional, rules }: EachRule, session: RuleSession): void {
  const { there, faults } = lookForList(session.scope, at, optional);
  faults.forEach(session.add);
  for (const base of there) {
    judgeRules(rules, { ...session, scope: { ...session.scope, base } });
  }
}

function judgeReferences(rule: ReferencesRule, session: RuleSession): void {
  const { there, faults } = lookFor(session.scope, rule.at, rule.optional);
  faults.forEach(session.add);
  const named = there.flatMap(spread);
  if (rule.to === "files") return nameFiles(named, rule.below, session);
  const known = lookFor(session.scope, rule.to, true).there.flatMap(spread);
  const values = new Set(known.map(({ value }) => value));
  named.filter(({ value }) => !values.has(value)).forEach((one) =>
    session.add(faultAt(one, "unresolved_reference", `one of the values at ${rule.to} is wanted`))
  );
}

/** A list of names is each of its names. */
function spread(one: FoundValue): readonly FoundValue[] {
  if (!Array.isArray(one.value)) return [one];
  return one.value.map((value, index) => ({ ...one, at: `${one.at}/${index}`, value }));
}

function nameFiles(
  named: readonly FoundValue[],
  below: string | undefined,
  { add, want }: RuleSession,
): void {
  for (const one of named) {
    if (typeof one.value !== "string" || one.value === "" || one.value.length > 4096) {
      add(faultAt(one, "wrong_type", "the path of a file is wanted"));
    } else {
      want({ path: below === undefined ? one.value : `${below}/${one.value}`, named: one });
    }
  }
}
